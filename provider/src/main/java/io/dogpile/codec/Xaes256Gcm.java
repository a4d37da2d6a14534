// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with 24-byte nonces, as C2SP specifies it: each nonce's first half makes a key of its own. So nonces may be drawn
 * at random by any number of processes; the 12 bytes of plain GCM are too few for what a busy cache writes in a week.
 */
final class Xaes256Gcm {

    static final int NONCE = 24;
    static final int TAG = 16;

    private static final int HALF = 12;
    private static final int BLOCK = 16;
    private static final int REDUCTION = 0x87;

    private Xaes256Gcm() {}

    static byte[] encrypt(byte[] key, byte[] nonce, byte[] bound, byte[] plain) throws GeneralSecurityException {
        return gcm(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(plain);
    }

    static byte[] decrypt(byte[] key, byte[] nonce, byte[] bound, Input sealed) throws GeneralSecurityException {
        return gcm(Cipher.DECRYPT_MODE, key, nonce, bound)
                .doFinal(sealed.array(), sealed.position(), sealed.remaining());
    }

    private static Cipher gcm(int mode, byte[] key, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        GCMParameterSpec parameters = new GCMParameterSpec(TAG * Byte.SIZE, nonce, HALF, HALF);
        gcm.init(mode, new SecretKeySpec(derived(key, nonce), "AES"), parameters);
        gcm.updateAAD(bound);
        return gcm;
    }

    /** CMAC over a counter, the letter X and the first half of the nonce. */
    private static byte[] derived(byte[] key, byte[] nonce) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        byte[] mask = doubled(aes.doFinal(new byte[BLOCK]));
        byte[] blocks = new byte[2 * BLOCK];
        for (int i = 0; i < 2; i++) {
            int at = i * BLOCK;
            blocks[at + 1] = (byte) (i + 1);
            blocks[at + 2] = 'X';
            System.arraycopy(nonce, 0, blocks, at + BLOCK - HALF, HALF);
            for (int b = 0; b < BLOCK; b++) {
                blocks[at + b] ^= mask[b];
            }
        }
        return aes.doFinal(blocks);
    }

    private static byte[] doubled(byte[] block) {
        byte[] twice = Arrays.copyOf(block, block.length);
        int carry = 0;
        for (int i = block.length - 1; i >= 0; i--) {
            int shifted = (block[i] & 0xff) << 1 | carry;
            twice[i] = (byte) shifted;
            carry = shifted >>> Byte.SIZE;
        }
        twice[block.length - 1] ^= (byte) (carry * REDUCTION);
        return twice;
    }
}
