// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.io.Serializable;

/** A class that several class loaders define. */
public final class Note implements Serializable {

    private static final long serialVersionUID = 1L;

    /** For reflection. */
    public Note() {}
}
