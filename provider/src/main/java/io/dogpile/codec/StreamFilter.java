// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Guards one reading of a stream of serialised objects: which classes, how deep, how many, and arrays no longer than what is
 * left to read could fill. Used once, by one thread.
 */
final class StreamFilter implements ObjectInputFilter {

    /** Sets within sets cost two to the power of their depth to hash. */
    static final int MOST_DEPTH = 24;

    /** What a stream may ask for, for each byte of its own. */
    private static final int SLOTS_PER_BYTE = 2;

    private static final int SLOTS_BEYOND = 1_024;
    private static final String REJECTED_BY_JVM = "the deserialization filter of this JVM rejects ";

    private final AllowList allowed;
    private final long length;
    private final @Nullable ObjectInputFilter ofJvm = ObjectInputFilter.Config.getSerialFilter();
    private long slots;
    private @Nullable Undecodable refusal;

    /** @param length bytes of the stream */
    StreamFilter(AllowList allowed, long length) {
        this.allowed = allowed;
        this.length = length;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.depth() > MOST_DEPTH) {
            return refuse(DecodeFailure.TOO_LARGE, "is nested deeper than " + MOST_DEPTH);
        }
        Class<?> type = info.serialClass();
        // A stream's own filter takes the place of a JVM-wide one: both shall be asked.
        if (ofJvm != null && ofJvm.checkInput(info) == Status.REJECTED) {
            return refuse(DecodeFailure.FORBIDDEN_CLASS, REJECTED_BY_JVM + (type == null ? "it" : type.getName()));
        }
        if (type == null) {
            return Status.UNDECIDED;
        }
        if (info.arrayLength() >= 0 && !fits(type, info.arrayLength())) {
            return refuse(DecodeFailure.TOO_LARGE, "announces more than it holds");
        }
        return permits(type.getName()) ? Status.ALLOWED : Status.REJECTED;
    }

    boolean permits(String className) {
        if (allowed.permits(className)) {
            return true;
        }
        refuse(DecodeFailure.FORBIDDEN_CLASS, allowed.refusal(className));
        return false;
    }

    /** Why reading failed: what this filter refused, if it did. */
    Undecodable explained(Throwable failure) {
        if (refusal != null) {
            return refusal;
        }
        if (failure instanceof Undecodable undecodable) {
            return undecodable;
        }
        if (isOfFilter(failure)) {
            return new Undecodable(DecodeFailure.FORBIDDEN_CLASS, REJECTED_BY_JVM + "it", failure);
        }
        return new Undecodable(
                DecodeFailure.INCOMPATIBLE,
                "cannot be read: " + failure.getClass().getName(),
                failure);
    }

    /** A filter factory of the JVM may put others beside this one, and of what these refuse only the message tells. */
    private static boolean isOfFilter(Throwable failure) {
        return failure instanceof InvalidClassException
                && Objects.requireNonNullElse(failure.getMessage(), "").startsWith("filter status: ");
    }

    private boolean fits(Class<?> type, long elements) {
        Class<?> element = type.getComponentType();
        if (element != null && element.isPrimitive()) {
            return elements * size(element) <= length;
        }
        slots += elements;
        return slots <= SLOTS_PER_BYTE * length + SLOTS_BEYOND;
    }

    private static int size(Class<?> primitive) {
        if (primitive == long.class || primitive == double.class) {
            return Long.BYTES;
        }
        if (primitive == int.class || primitive == float.class) {
            return Integer.BYTES;
        }
        return primitive == short.class || primitive == char.class ? Short.BYTES : 1;
    }

    private Status refuse(DecodeFailure reason, String detail) {
        if (refusal == null) {
            refusal = new Undecodable(reason, detail);
        }
        return Status.REJECTED;
    }
}
