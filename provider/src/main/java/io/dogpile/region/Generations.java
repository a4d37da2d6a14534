// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A region's counter of invalidations, and what each says about values written before.
 *
 * <p>Invalidations of several processes {@linkplain #joined join} in any order to the same. No number ever falls.
 *
 * @param current the generation that writes carry now
 * @param floor which generations are not fresh, and not there, whatever the value
 * @param tags the same for values that carry a tag
 */
record Generations(long current, Floor floor, Map<String, Floor> tags) {

    static final Generations FIRST = new Generations(0, Floor.NONE, Map.of());

    /** More tags than that are not told apart: the ones invalidated longest ago then count for all values. */
    static final int MOST_TAGS = 1_000;

    /** Longer tags are refused. */
    static final int LONGEST_TAG = 250;

    Generations {
        tags = Map.copyOf(tags);
    }

    /**
     * Bounds that invalidations set.
     *
     * @param freshFrom values of lower generations are not fresh
     * @param validFrom values of lower generations are absent; never above {@code freshFrom}
     */
    record Floor(long freshFrom, long validFrom) {

        static final Floor NONE = new Floor(0, 0);

        /** A later soft invalidation leaves {@code validFrom} where it is, so it never undoes a hard one. */
        Floor raised(Invalidation how, long generation) {
            return new Floor(generation, how == Invalidation.HARD ? generation : validFrom);
        }

        Floor joined(Floor other) {
            return new Floor(Math.max(freshFrom, other.freshFrom), Math.max(validFrom, other.validFrom));
        }

        /** How a value of that generation was invalidated; null if it was not. */
        @Nullable
        Invalidation verdict(long generation) {
            if (generation < validFrom) {
                return Invalidation.HARD;
            }
            return generation < freshFrom ? Invalidation.SOFT : null;
        }
    }

    Generations invalidated(Invalidation how) {
        return new Generations(current + 1, floor.raised(how, current + 1), tags);
    }

    /** All values with the tag are invalidated, and no others. */
    Generations invalidated(String tag, Invalidation how) {
        if (tag.isEmpty() || tag.length() > LONGEST_TAG) {
            throw new IllegalArgumentException("a tag has 1 to " + LONGEST_TAG + " characters, not " + tag.length());
        }
        Map<String, Floor> raised = new HashMap<>(tags);
        raised.put(tag, tags.getOrDefault(tag, Floor.NONE).raised(how, current + 1));
        return new Generations(current + 1, floor, raised).bounded();
    }

    Generations joined(Generations other) {
        Map<String, Floor> both = new HashMap<>(tags);
        other.tags.forEach((tag, theirs) -> both.merge(tag, theirs, Floor::joined));
        return new Generations(Math.max(current, other.current), floor.joined(other.floor), both).bounded();
    }

    /** Values of that generation are there although nobody knows of it: older ones may have been invalidated, too. */
    Generations lost(long generation) {
        return joined(new Generations(generation, new Floor(generation, generation), Map.of()));
    }

    /** Forgets what the floor implies and, of too many tags, those invalidated longest ago: values lose, and never win. */
    private Generations bounded() {
        Map<String, Floor> kept = new HashMap<>(tags);
        kept.values().removeIf(tag -> tag.joined(floor).equals(floor));
        Floor raised = floor;
        while (kept.size() > MOST_TAGS) {
            Map.Entry<String, Floor> oldest = kept.entrySet().stream()
                    .min(Comparator.comparingLong(tag -> tag.getValue().freshFrom()))
                    .orElseThrow();
            kept.remove(oldest.getKey());
            raised = raised.joined(oldest.getValue());
        }
        return new Generations(current, raised, kept);
    }
}
