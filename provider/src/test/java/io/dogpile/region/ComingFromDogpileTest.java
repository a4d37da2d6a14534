// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.dogpile.backend.Backend;
import io.dogpile.backend.ForwardingBackend;
import io.dogpile.config.Option;
import io.dogpile.config.Regeneration;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/coming-from-dogpile.md shows: it is this code, and it works. */
final class ComingFromDogpileTest {

    private static final Path PAGE = Path.of("..", "docs", "coming-from-dogpile.md");
    private static final Path SELF = Path.of("src/test/java/io/dogpile/region/ComingFromDogpileTest.java");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final Users dao = new Users();

    record User(String name, String team) implements Serializable {}

    /** Where users come from. */
    private static final class Users {

        User find(String id) {
            return new User("user " + id, "red");
        }

        Map<String, User> findAll(Set<String> ids) {
            Map<String, User> found = new HashMap<>();
            ids.forEach(id -> found.put(id, find(id)));
            return found;
        }

        User byMail(String address) {
            return new User(address, "blue");
        }
    }

    private record LoggingBackend(Backend<String, User> delegate) implements ForwardingBackend<String, User> {}

    @Test
    void configuring_later() {
        Map<String, String> settings = Map.of("cache.users.backend", "heap", "cache.users.expiry", "created 1h");
        Region<String, User> later = Region.unconfigured("users");
        later.configure(settings, "cache.users.");
        later.reconfigure(builder -> builder.backend("null", Map.of()));
        later.put("7", dao.find("7"));
        assertThat(later.get("7")).isNull();
        later.close();
    }

    @Test
    void reading_making_writing() {
        Region<String, User> region = Region.<String, User>named("users")
                .expiration(Duration.ofHours(1))
                .build();
        User user = region.getOrCreate("7", dao::find);
        Map<String, User> users = region.getOrCreateAll(List.of("7", "8"), dao::findAll);
        region.get("7");
        region.put("7", user);
        region.remove("7");
        region.getAll(List.of("7", "8"));
        region.metadata("7");
        ReadOptions<String, User> options = ReadOptions.defaults()
                .expiration(Duration.ofMinutes(1))
                .cacheIf((id, found) -> !found.team().isEmpty());
        User chosen = region.getOrCreate("7", dao::find, options);
        CompletionStage<User> soon =
                region.async().getOrCreate("8", id -> CompletableFuture.supplyAsync(() -> dao.find(id)));
        assertThat(chosen).isEqualTo(user);
        assertThat(soon.toCompletableFuture().join()).isEqualTo(dao.find("8"));
        region.remove("7");
        assertThat(users).containsOnlyKeys("7", "8");
        assertThat(region.get("7")).isNull();
        assertThat(region.get("8")).isEqualTo(new User("user 8", "red"));
    }

    @Test
    void memoised_functions() throws Exception {
        User user = new User("somebody", "red");
        Region<CallKey, User> calls = Region.<CallKey, User>named("calls")
                .expiration(Duration.ofHours(1))
                .build();
        CachedFunction<String, User> byMail = calls.cached(KeyGenerator.calls("by-mail"), dao::byMail);

        byMail.call("a@example.org");
        byMail.refresh("a@example.org");
        byMail.invalidate("a@example.org");
        byMail.set("a@example.org", user);
        byMail.get("a@example.org");
        byMail.original().create("a@example.org");
        Supplier<Duration> current = () -> Duration.ofMinutes(1);
        CachedFunction<String, User> briefly =
                byMail.with(() -> ReadOptions.defaults().expiration(current.get()));
        assertThat(briefly.call("a@example.org")).isEqualTo(user);
        CachedBulkFunction<String, User> byId = calls.cachedAll(KeyGenerator.calls("by-id"), dao::findAll);
        Map<String, User> both = byId.call(List.of("7", "8"));
        assertThat(byMail.call("a@example.org")).isEqualTo(user);
        assertThat(both).containsOnlyKeys("7", "8");
    }

    @Test
    void invalidating() {
        Region<String, User> region = Region.<String, User>named("users").build();
        region.put("7", dao.find("7"));
        region.invalidate(Invalidation.HARD);
        region.invalidate(Invalidation.SOFT);
        region.invalidateIf((key, metadata) -> key.startsWith("tmp:"), Invalidation.HARD);
        Region<String, User> tagged = Region.<String, User>named("tagged")
                .tagging((key, value) -> List.of("team:" + value.team()))
                .build();
        tagged.invalidateTag("team:red", Invalidation.SOFT);
        assertThat(region.metadata("7")).isNull();
    }

    @Test
    void backends_proxies_and_executors() {
        Executor executor = Runnable::run;
        RegionBuilder<String, User> shared = Region.<String, User>named("users")
                .types(String.class, User.class)
                .expiration(Duration.ofHours(1))
                .backend("redis", Map.of("url", "redis://cache.example.org"))
                .option(Option.LEASE, Duration.ofSeconds(3));
        Region<String, User> wrapped = Region.<String, User>named("wrapped")
                .wrap(LoggingBackend::new)
                .keyMangler(KeyManglers.fromLength(200, KeyManglers.sha256()))
                .build();
        Region<String, User> background = Region.<String, User>named("background")
                .expiration(Duration.ofHours(1))
                .option(Option.REGENERATION, Regeneration.BACKGROUND)
                .executor(executor)
                .build();
        try (Region<String, User> users =
                shared.bytes(new SharedBytes().client()).build()) {
            assertThat(users.getOrCreate("7", dao::find)).isEqualTo(users.get("7"));
        }
        assertThat(wrapped.getOrCreate("7", dao::find)).isEqualTo(background.getOrCreate("7", dao::find));
    }

    @Test
    void the_page_shows_this_code() throws IOException {
        String code = withoutSpace(Files.readString(SELF));
        Matcher shown = JAVA.matcher(Files.readString(PAGE));
        int pieces = 0;
        while (shown.find()) {
            pieces++;
            assertThat(code).as("what %s shows", PAGE).contains(withoutSpace(shown.group(1)));
        }
        assertThat(pieces).isEqualTo(12);
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
