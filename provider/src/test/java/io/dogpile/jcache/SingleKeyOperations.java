// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.region.Stage;
import javax.cache.Cache;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * JCache's operations on one key are linearizable: whatever threads do at the same time, they could have done one after the
 * other. Subclasses say on what kind of cache.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public abstract class SingleKeyOperations {

    /** Set by {@code -Dlincheck.deep=true}: minutes instead of seconds. */
    private static final boolean DEEP = Boolean.getBoolean("lincheck.deep");

    private final Cache<Integer, Integer> cache;

    /** @param cache made once, since that would be explored as well; it is emptied before each exploration */
    SingleKeyOperations(Cache<Integer, Integer> cache) {
        this.cache = cache;
        cache.clear();
    }

    static Cache<Integer, Integer> cache(DogpileConfiguration<Integer, Integer> configuration) {
        Stage stage = new Stage();
        Cache<Integer, Integer> cache = new DogpileCachingProvider(stage::environmentWithoutBackground)
                .getCacheManager()
                .createCache("explored", configuration);
        // Whatever is made when it is first needed is there from now on.
        for (int key = 1; key <= 2; key++) {
            cache.put(key, key);
            cache.invoke(key, (entry, arguments) -> entry.getValue());
        }
        return cache;
    }

    @Operation
    public @Nullable Integer get(@Param(name = "key") int key) {
        return cache.get(key);
    }

    @Operation
    public boolean containsKey(@Param(name = "key") int key) {
        return cache.containsKey(key);
    }

    @Operation
    public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
        cache.put(key, value);
    }

    @Operation
    public boolean putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
        return cache.putIfAbsent(key, value);
    }

    @Operation
    public @Nullable Integer getAndPut(@Param(name = "key") int key, @Param(name = "value") int value) {
        return cache.getAndPut(key, value);
    }

    @Operation
    public boolean replace(@Param(name = "key") int key, @Param(name = "value") int value) {
        return cache.replace(key, value);
    }

    @Operation
    public boolean replaceIf(
            @Param(name = "key") int key, @Param(name = "value") int expected, @Param(name = "value") int value) {
        return cache.replace(key, expected, value);
    }

    @Operation
    public @Nullable Integer getAndReplace(@Param(name = "key") int key, @Param(name = "value") int value) {
        return cache.getAndReplace(key, value);
    }

    @Operation
    public boolean remove(@Param(name = "key") int key) {
        return cache.remove(key);
    }

    @Operation
    public boolean removeIf(@Param(name = "key") int key, @Param(name = "value") int expected) {
        return cache.remove(key, expected);
    }

    @Operation
    public @Nullable Integer getAndRemove(@Param(name = "key") int key) {
        return cache.getAndRemove(key);
    }

    @Operation
    public int increment(@Param(name = "key") int key) {
        return cache.invoke(key, (entry, arguments) -> {
            int next = entry.exists() ? entry.getValue() + 1 : 1;
            entry.setValue(next);
            return next;
        });
    }

    @Test
    void schedules_chosen_one_by_one_find_nothing() {
        new ModelCheckingOptions()
                .iterations(DEEP ? 100 : 4)
                .invocationsPerIteration(DEEP ? 1_000 : 40)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(2)
                .sequentialSpecification(SingleKeyModel.class)
                .check(getClass());
    }

    @Test
    void threads_that_run_freely_find_nothing() {
        new StressOptions()
                .iterations(DEEP ? 100 : 4)
                .invocationsPerIteration(DEEP ? 5_000 : 200)
                .threads(DEEP ? 3 : 2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(2)
                .sequentialSpecification(SingleKeyModel.class)
                .check(getClass());
    }
}
