// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import org.jspecify.annotations.Nullable;

/** A key or value could not be turned into bytes or back. The message names its class, never its content. */
public final class CodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
