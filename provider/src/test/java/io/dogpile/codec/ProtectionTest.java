// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static io.dogpile.codec.Store.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtectionTest {

    private final Store store = new Store();

    private EncodingBackend<Object, Object> open(Protection protection) {
        return store.open(settings -> settings.protection(protection));
    }

    static List<Function<Map<Integer, byte[]>, Protection>> kinds() {
        return List.of(Protection::sign, Protection::encrypt);
    }

    private static Map<Integer, byte[]> keys(int... ids) {
        Map<Integer, byte[]> keys = new LinkedHashMap<>();
        for (int id : ids) {
            keys.put(id, Store.secret(id));
        }
        return keys;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keys_are_changed_one_after_the_other(Function<Map<Integer, byte[]>, Protection> kind) {
        open(kind.apply(keys(1))).put("k", stored("old"));

        assertThat(open(kind.apply(keys(2, 1))).get("k").value()).isEqualTo("old");
        assertThat(open(kind.apply(keys(2))).get("k").value()).isNull();
        assertThat(store.failures.count(DecodeFailure.UNTRUSTED)).isEqualTo(1);

        open(kind.apply(keys(2, 1))).put("k", stored("new"));
        assertThat(open(kind.apply(keys(2))).get("k").value()).isEqualTo("new");
        assertThat(open(kind.apply(keys(1, 2))).get("k").value()).isEqualTo("new");
        assertThat(open(kind.apply(keys(1))).get("k").value()).isNull();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_value_by_another_key_of_the_same_number_is_not_trusted(Function<Map<Integer, byte[]>, Protection> kind) {
        open(kind.apply(Map.of(1, Store.secret(99)))).put("k", stored("forged"));

        assertThat(open(kind.apply(keys(1))).get("k").value()).isNull();
        assertThat(store.failures.count(DecodeFailure.UNTRUSTED)).isEqualTo(1);
    }

    @Test
    void one_protection_does_not_stand_in_for_another() {
        List<Protection> all = List.of(Protection.none(), Protection.sign(keys(1)), Protection.encrypt(keys(1)));
        for (Protection writer : all) {
            open(writer).put("k", stored("value"));
            for (Protection reader : all) {
                assertThat(open(reader).get("k").value()).isEqualTo(writer == reader ? "value" : null);
            }
        }
        assertThat(store.failures.count(DecodeFailure.UNTRUSTED)).isEqualTo(6);
    }

    @Test
    void what_is_encrypted_cannot_be_read_in_the_store() {
        open(Protection.sign(keys(1))).put("k", stored("the very secret value"));
        assertThat(new String(store.bytes.bytes("s.k"), StandardCharsets.ISO_8859_1))
                .contains("secret");

        open(Protection.encrypt(keys(1))).put("k", stored("the very secret value"));
        assertThat(new String(store.bytes.bytes("s.k"), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void parts_of_different_values_do_not_make_a_third(Function<Map<Integer, byte[]>, Protection> kind) {
        EncodingBackend<Object, Object> backend = open(kind.apply(keys(1)));
        backend.put("k", stored("one"));
        byte[] one = store.bytes.bytes("s.k");
        backend.put("k", stored("two"));
        byte[] two = store.bytes.bytes("s.k");

        for (int cut = 1; cut < one.length - 4; cut++) {
            byte[] mixed = Arrays.copyOf(one, one.length);
            System.arraycopy(two, cut, mixed, cut, one.length - cut);
            Object read = store.read(backend, "k", Store.resealed(mixed, "dogpile:books"));
            assertThat(read).as("cut at %s", cut).isIn(null, cut <= 8 ? "two" : null);
        }
    }

    @Test
    void keys_are_checked_and_not_shown() {
        assertThat(Protection.sign(keys(3, 7))).hasToString("sign with keys [3, 7]");
        assertThat(Protection.encrypt(keys(3))).hasToString("encrypt with keys [3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Protection.sign(Map.of()))
                .withMessage("protection needs at least one key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Protection.encrypt(Map.of(1, new byte[16])))
                .withMessage("key 1 has 16 bytes; a key has 32");
        assertThatIllegalArgumentException().isThrownBy(() -> Protection.encrypt(Map.of(0, new byte[32])));
        assertThatIllegalArgumentException().isThrownBy(() -> Protection.encrypt(Map.of(256, new byte[32])));
    }

    /** From the specification: https://c2sp.org/XAES-256-GCM. */
    @Test
    void encryption_is_as_specified() throws GeneralSecurityException {
        byte[] nonce = "ABCDEFGHIJKLMNOPQRSTUVWX".getBytes(StandardCharsets.US_ASCII);
        byte[] plain = "XAES-256-GCM".getBytes(StandardCharsets.US_ASCII);
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 1);
        byte[] threes = new byte[32];
        Arrays.fill(threes, (byte) 3);

        assertThat(hex(Xaes256Gcm.encrypt(ones, nonce, new byte[0], plain)))
                .isEqualTo("ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271");
        assertThat(hex(Xaes256Gcm.encrypt(
                        threes, nonce, "c2sp.org/XAES-256-GCM".getBytes(StandardCharsets.US_ASCII), plain)))
                .isEqualTo("986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
