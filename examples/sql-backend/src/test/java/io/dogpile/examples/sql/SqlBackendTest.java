// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dogpile.backend.Arguments;
import io.dogpile.backend.Backend;
import io.dogpile.backend.BackendContext;
import io.dogpile.backend.testkit.ByteBackendContract;
import io.dogpile.region.Region;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole contract, over a database in memory; and a region that finds the backend by its name. */
final class SqlBackendTest implements ByteBackendContract {

    private static final String URL = "jdbc:h2:mem:caches;DB_CLOSE_DELAY=-1";

    @Override
    public Backend<String, byte[]> open(String namespace) {
        Arguments arguments = new Arguments("the backend under test", Map.of("url", URL));
        return new SqlBackendFactory().create(BackendContext.of(namespace, arguments, InstantSource.system()));
    }

    @Override
    public int maximumValueBytes() {
        return SqlBackend.LARGEST_VALUE;
    }

    @Override
    public Optional<String> cannotWatch() {
        return Optional.of("SQL has no standard way to be told of changes");
    }

    @Test
    void aRegionFindsItByName() {
        try (Region<String, Integer> here = region();
                Region<String, Integer> there = region()) {
            assertThat(here.getOrCreate("one", key -> 1)).isEqualTo(1);
            assertThat(there.getOrCreate("one", key -> 2)).isEqualTo(1);
        }
    }

    private static Region<String, Integer> region() {
        return Region.<String, Integer>named("numbers")
                .backend("sql", Map.of("url", URL))
                .build();
    }

    @Test
    void whatIsMissingIsNamed() {
        Arguments none = new Arguments("backend 'sql' of region 'numbers'", Map.of());

        assertThatThrownBy(() ->
                        new SqlBackendFactory().create(BackendContext.of("numbers", none, InstantSource.system())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'numbers'")
                .hasMessageContaining("'url' is missing");
    }
}
