// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.config.Expiry;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.Factory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/** The option of the name as JCache's own policies. */
final class ExpiryOption {

    private ExpiryOption() {}

    /** Makes the policy that does what the option says; equal for equal options. */
    static Factory<ExpiryPolicy> policy(Expiry expiry) {
        return switch (expiry.kind()) {
            case ETERNAL -> EternalExpiryPolicy.factoryOf();
            case CREATED -> CreatedExpiryPolicy.factoryOf(lifetime(expiry));
            case MODIFIED -> ModifiedExpiryPolicy.factoryOf(lifetime(expiry));
            case TOUCHED -> TouchedExpiryPolicy.factoryOf(lifetime(expiry));
        };
    }

    private static Duration lifetime(Expiry expiry) {
        return new Duration(TimeUnit.MILLISECONDS, expiry.lifetime().toMillis());
    }
}
