// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.codec.DecodeFailure;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes down what happens in a region: counts it, tells the observer, and logs it at debug level. */
final class Journal<K> {

    private final Messages messages;
    private final Counters counters;
    private final @Nullable RegionObserver<? super K> observer;
    private final QuietLog log;
    private final DebugLog debug;

    Journal(Messages messages, Counters counters, @Nullable RegionObserver<? super K> observer, LongSupplier nanos) {
        this.messages = messages;
        this.counters = counters;
        this.observer = observer;
        this.log = new QuietLog(nanos);
        this.debug = new DebugLog(messages.region(), nanos);
    }

    Messages messages() {
        return messages;
    }

    Counters counters() {
        return counters;
    }

    /** Whether anybody wants to know of fresh values that are returned. */
    boolean isObserved() {
        return observer != null;
    }

    void hit(K key) {
        tell(told -> told.hit(key));
    }

    void staleServed(K key) {
        counters.staleServed.increment();
        debug("the old value of key {} is returned while a new one is made", key);
        tell(told -> told.staleServed(key));
    }

    void staleAfterFailure(K key) {
        counters.staleAfterFailure.increment();
        debug("the old value of key {} is returned for want of a new one", key);
        tell(told -> told.staleServed(key));
    }

    void waits(K key) {
        counters.waits.increment();
        debug("no value of key {}; waiting for one that is being made", key);
    }

    void foundFresh(K key) {
        debug("the value of key {} has been made by another meanwhile", key);
    }

    void loadStarted(K key, boolean old) {
        debug(old ? "the value of key {} is old; making a new one" : "no value of key {}; making one", key);
        tell(told -> told.loadStarted(key));
    }

    /** One load, of one key or several. */
    void loadFinished(Collection<? extends K> keys, long nanos) {
        counters.loaded(nanos, keys.size());
        keys.forEach(key -> made(key, nanos));
    }

    private void made(K key, long nanos) {
        if (debug.isOn()) {
            debug("made the value of key {} in " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms", key);
        }
        tell(told -> told.loadFinished(key, nanos));
    }

    /** Of a load that has been {@linkplain #counters counted} already. */
    void loadFailed(K key, Throwable cause) {
        counters.loadFailures.increment();
        debug("making the value of key {} failed", key);
        tell(told -> told.loadFailed(key, cause));
    }

    void fenced(K key) {
        counters.fenced.increment();
        debug("what was made for key {} is not stored: something newer has happened to it", key);
        tell(told -> told.fenced(key));
    }

    void leaseLost(K key) {
        debug("the lease on key {} is lost while its value is being made", key);
        tell(told -> told.leaseLost(key));
    }

    void undecodable(DecodeFailure reason, String detail) {
        counters.undecodable(reason);
        tell(told -> told.undecodable(reason + ": " + detail));
    }

    void backendFailed(RuntimeException cause) {
        counters.backendFailures.increment();
        tell(told -> told.backendFailed(cause));
    }

    private void debug(String format, K key) {
        debug.line(format, key);
    }

    // What an observer throws is nobody else's business.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void tell(Consumer<RegionObserver<? super K>> news) {
        RegionObserver<? super K> told = observer;
        if (told != null) {
            try {
                news.accept(told);
            } catch (RuntimeException e) {
                log.warn("region '{}': an observer failed", messages.region(), e);
            }
        }
    }
}
