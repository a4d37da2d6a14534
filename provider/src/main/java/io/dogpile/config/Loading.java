// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.config;

import java.time.Duration;

/**
 * How new values are made. All durations are whole milliseconds and bounded.
 *
 * @param regeneration who makes the new value of a stale key; the caller by default
 * @param waitAtMost how long a caller waits for the load of another; more than zero, one minute by default
 * @param onWaitTimeout what happens to it then; it fails by default
 * @param loadAtMost how long one load may hold the right to its key; more than zero, one minute by default
 * @param coolDown how long a key rests after a first failed load; zero is not at all, 100 milliseconds by default
 * @param coolDownAtMost the longest rest, after many failures; at least {@code coolDown}, 10 seconds by default
 * @param rememberNull how long the loader's answer "there is no value" is remembered; zero, the default, is not at all
 */
public record Loading(
        Regeneration regeneration,
        Duration waitAtMost,
        OnWaitTimeout onWaitTimeout,
        Duration loadAtMost,
        Duration coolDown,
        Duration coolDownAtMost,
        Duration rememberNull) {

    public Loading {
        Option.REGENERATION.require(regeneration);
        Option.WAIT_AT_MOST.require(waitAtMost);
        Option.ON_WAIT_TIMEOUT.require(onWaitTimeout);
        Option.LOAD_AT_MOST.require(loadAtMost);
        Option.COOL_DOWN.require(coolDown);
        Option.COOL_DOWN_AT_MOST.require(coolDownAtMost);
        Option.REMEMBER_NULL.require(rememberNull);
        if (coolDownAtMost.compareTo(coolDown) < 0) {
            throw new ConfigurationException("cool-down-at-most, %s, is shorter than cool-down, %s"
                    .formatted(Durations.format(coolDownAtMost), Durations.format(coolDown)));
        }
    }

    /** The caller loads, others wait for up to a minute, failures cool down. */
    public static Loading defaults() {
        return RegionSettings.defaults().loading();
    }
}
