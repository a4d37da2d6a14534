// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import io.dogpile.config.ConfigurationException;
import io.dogpile.config.Option;
import io.dogpile.config.Options;
import io.dogpile.config.Origin;

/**
 * Makes parts of a region of the classes that an option names.
 *
 * @param options where the names stand
 * @param option the one that names classes
 * @param classLoader finds these
 */
record NamedParts(Options options, Option<?> option, ClassLoader classLoader) {

    /** Calls a constructor. */
    interface Maker {
        Object from(Class<?> type) throws ReflectiveOperationException;
    }

    /**
     * An instance of the class.
     *
     * @param constructor what the public constructor is like, in words that can follow its name
     * @throws ConfigurationException if the class is not there, is another one than {@code wanted}, or lets nobody make one
     */
    <T> T make(String name, Class<T> wanted, String constructor, Maker maker) {
        try {
            return wanted.cast(maker.from(Class.forName(name, true, classLoader)));
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            String where = options.origin(option).map(Origin::toString).orElse(option.name());
            throw new ConfigurationException(
                    where + ": '" + name + "' must be a public class that is a " + wanted.getName()
                            + " and has a public constructor " + constructor + ": " + e,
                    e);
        }
    }
}
