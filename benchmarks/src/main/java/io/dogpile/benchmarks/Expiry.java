// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import javax.cache.configuration.Factory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/** When entries expire: never, or so late that no benchmark sees it. */
public enum Expiry {
    ETERNAL("eternal"),
    CREATED("created"),
    TOUCHED("touched");

    private final String title;

    Expiry(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    Factory<ExpiryPolicy> policy() {
        return switch (this) {
            case ETERNAL -> EternalExpiryPolicy.factoryOf();
            case CREATED -> CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR);
            case TOUCHED -> TouchedExpiryPolicy.factoryOf(Duration.ONE_HOUR);
        };
    }
}
