// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A stored value whose deadline moves with each access, in place: an access costs no allocation and no write to a map. */
final class TouchedStored<V> extends Stored<V> {

    private static final VarHandle FRESH_UNTIL;

    static {
        try {
            FRESH_UNTIL = MethodHandles.lookup().findVarHandle(TouchedStored.class, "freshUntil", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Read and written as opaque: any recent deadline will do, a torn one would not. */
    private volatile long freshUntil;

    TouchedStored(@Nullable V value, Terms terms, Stored<?> origin, long freshUntil) {
        super(value, terms, origin);
        FRESH_UNTIL.setOpaque(this, freshUntil);
    }

    @Override
    public Stored<V> touched(long instant) {
        FRESH_UNTIL.setOpaque(this, instant);
        return this;
    }

    @Override
    public long freshUntil() {
        return (long) FRESH_UNTIL.getOpaque(this);
    }

    @Override
    public boolean isEternal() {
        return freshUntil() == Terms.FOREVER;
    }

    @Override
    public Stored<V> with(Terms newTerms) {
        return new TouchedStored<>(value(), newTerms, this, freshUntil());
    }

    @Override
    public <W> Stored<W> as(@Nullable W form, @Nullable Object token) {
        return new TouchedStored<>(form, terms().token(token), this, freshUntil());
    }
}
