// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import io.dogpile.config.Expiry;
import io.dogpile.config.Option;
import io.dogpile.config.Options;
import io.dogpile.config.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.Factory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/** Between the option of the name and JCache's policies, of which only the last one set may remain. */
final class ExpiryOption {

    private ExpiryOption() {}

    /** Makes the policy that does what the option says. */
    static Factory<ExpiryPolicy> policy(Expiry expiry) {
        return switch (expiry.kind()) {
            case ETERNAL -> EternalExpiryPolicy.factoryOf();
            case CREATED -> CreatedExpiryPolicy.factoryOf(lifetime(expiry));
            case MODIFIED -> ModifiedExpiryPolicy.factoryOf(lifetime(expiry));
            case TOUCHED -> TouchedExpiryPolicy.factoryOf(lifetime(expiry));
        };
    }

    /** All options but this one. */
    static Options removedFrom(Options options) {
        Options rest = Options.none();
        for (Option<?> option : Option.all()) {
            rest = option == Option.EXPIRY ? rest : with(rest, option, options);
        }
        for (Map.Entry<String, String> argument : options.arguments().entrySet()) {
            String name = argument.getKey();
            Origin origin = options.argumentOrigin(name).orElseThrow();
            rest = rest.withArgument(name, argument.getValue(), origin);
        }
        return rest;
    }

    private static <T> Options with(Options rest, Option<T> option, Options options) {
        Optional<T> value = options.value(option);
        return value.isEmpty()
                ? rest
                : rest.with(option, value.get(), options.origin(option).orElseThrow());
    }

    private static Duration lifetime(Expiry expiry) {
        return new Duration(TimeUnit.MILLISECONDS, expiry.lifetime().toMillis());
    }
}
