// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

/** How values in a shared store are kept from being forged or read. */
public enum ProtectionKind {

    /** A checksum recognises accidents, and nothing else. The default. */
    NONE,

    /** Values are authenticated: whoever has no key cannot write one. */
    SIGN,

    /** Values are authenticated and encrypted: whoever has no key cannot read or write one. */
    ENCRYPT
}
