// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.dogpile.codec.KeyCodec;
import io.dogpile.config.ClassNames;
import io.dogpile.config.ClassPatterns;
import io.dogpile.config.ConfigurationException;
import io.dogpile.config.Expiry;
import io.dogpile.config.OnBackendFailure;
import io.dogpile.config.OnWaitTimeout;
import io.dogpile.config.Option;
import io.dogpile.config.Options;
import io.dogpile.config.ProtectionKeys;
import io.dogpile.config.ProtectionKind;
import io.dogpile.config.Regeneration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DogpileConfigurationTest {

    private static final javax.cache.expiry.Duration TEN_MINUTES =
            new javax.cache.expiry.Duration(TimeUnit.MINUTES, 10);

    private final DogpileConfiguration<Long, String> books = DogpileConfiguration.of(Long.class, String.class);

    @Test
    void what_is_not_set_has_the_default_of_jcache() {
        DogpileConfiguration<Object, Object> untyped = DogpileConfiguration.untyped();
        MutableConfiguration<Object, Object> standard = new MutableConfiguration<>();

        assertThat(new MutableConfiguration<>(untyped)).isEqualTo(standard);
        assertThat(untyped.isManagementEnabled()).isFalse();
        assertThat(untyped.options()).isEqualTo(Options.none());
        assertThat(books.getKeyType()).isEqualTo(Long.class);
        assertThat(books.getValueType()).isEqualTo(String.class);
    }

    @Test
    void every_setting_of_jcache_makes_another_instance() {
        Factory<CacheLoader<Long, String>> loader = FactoryBuilder.factoryOf("Loader");
        Factory<CacheWriter<Object, Object>> writer = FactoryBuilder.factoryOf("Writer");
        CacheEntryListenerConfiguration<Long, String> listener = listener(true);

        DogpileConfiguration<Long, String> all = books.storeByValue(false)
                .readThrough(true)
                .writeThrough(true)
                .statistics(true)
                .management(true)
                .loader(loader)
                .writer(writer)
                .expiryPolicy(AccessedExpiryPolicy.factoryOf(TEN_MINUTES))
                .listener(listener);

        assertThat(all.isStoreByValue()).isFalse();
        assertThat(all.isReadThrough()).isTrue();
        assertThat(all.isWriteThrough()).isTrue();
        assertThat(all.isStatisticsEnabled()).isTrue();
        assertThat(all.isManagementEnabled()).isTrue();
        assertThat(all.getCacheLoaderFactory()).isSameAs(loader);
        assertThat(all.getCacheWriterFactory()).isSameAs(writer);
        assertThat(all.getExpiryPolicyFactory()).isEqualTo(AccessedExpiryPolicy.factoryOf(TEN_MINUTES));
        assertThat(all.getCacheEntryListenerConfigurations()).containsExactly(listener);
        assertThat(books).isEqualTo(DogpileConfiguration.of(Long.class, String.class));
    }

    @Test
    void every_option_of_a_region_can_be_set() {
        Options expected = Options.none()
                .with(Option.BACKEND, "redis")
                .withArgument("url", "redis://localhost")
                .with(Option.EXPIRY, Expiry.created(Duration.ofMinutes(10)))
                .with(Option.STALE_FOR, Duration.ofHours(1))
                .with(Option.STALE_IF_ERROR, Duration.ofHours(2))
                .with(Option.REGENERATION, Regeneration.BACKGROUND)
                .with(Option.JITTER, 0.1)
                .with(Option.EARLY_REGENERATION, 1.0)
                .with(Option.WAIT_AT_MOST, Duration.ofSeconds(3))
                .with(Option.ON_WAIT_TIMEOUT, OnWaitTimeout.LOAD)
                .with(Option.LOAD_AT_MOST, Duration.ofSeconds(4))
                .with(Option.COOL_DOWN, Duration.ofSeconds(5))
                .with(Option.COOL_DOWN_AT_MOST, Duration.ofSeconds(6))
                .with(Option.REMEMBER_NULL, Duration.ofSeconds(7))
                .with(Option.NAMESPACE, "shop")
                .with(Option.LEASE, Duration.ofSeconds(8))
                .with(Option.POLL_AT_MOST, Duration.ofMillis(9))
                .with(Option.ON_BACKEND_FAILURE, OnBackendFailure.FAIL)
                .with(Option.WRAP, ClassNames.of("com.acme.Noting"))
                .with(Option.VALUE_CODEC, "json")
                .with(Option.KEY_CODEC, "com.acme.Keys")
                .with(Option.ALLOW, ClassPatterns.of("com.acme.*"))
                .with(Option.MAXIMUM_VALUE_SIZE, 9)
                .with(Option.COMPRESS_ABOVE, 10)
                .with(Option.PROTECTION, ProtectionKind.SIGN)
                .with(Option.PROTECTION_KEYS, ProtectionKeys.of(Map.of(11, new byte[32])));

        assertThat(everyOptionSet().options()).isEqualTo(expected);
        assertThat(books.options()).isEqualTo(Options.none());
    }

    @Test
    void no_option_of_a_region_lacks_a_method() {
        Options options = everyOptionSet().options();

        assertThat(Option.all())
                .filteredOn(option -> option.scope() == Option.Scope.REGION)
                .allSatisfy(option -> assertThat(options.value(option)).isPresent());
    }

    @Test
    void an_option_of_caches_is_set_by_its_own_method() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> books.option(Option.READ_THROUGH, true))
                .withMessage("option 'read-through' has a method of its own");
        assertThat(books.option(Option.EXPIRY, Expiry.eternal())).isEqualTo(books.expiry(Expiry.eternal()));
    }

    @ParameterizedTest
    @MethodSource
    void an_expiry_is_the_policy_that_does_the_same(Expiry expiry, Factory<ExpiryPolicy> policy) {
        assertThat(books.expiry(expiry).getExpiryPolicyFactory()).isEqualTo(policy);
        assertThat(books.expiry(expiry).options().value(Option.EXPIRY)).contains(expiry);
    }

    static Stream<Arguments> an_expiry_is_the_policy_that_does_the_same() {
        Duration lifetime = Duration.ofMinutes(10);
        return Stream.of(
                Arguments.of(Expiry.eternal(), EternalExpiryPolicy.factoryOf()),
                Arguments.of(Expiry.created(lifetime), CreatedExpiryPolicy.factoryOf(TEN_MINUTES)),
                Arguments.of(Expiry.modified(lifetime), ModifiedExpiryPolicy.factoryOf(TEN_MINUTES)),
                Arguments.of(Expiry.touched(lifetime), TouchedExpiryPolicy.factoryOf(TEN_MINUTES)),
                Arguments.of(
                        Expiry.created(Duration.ZERO),
                        CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ZERO)));
    }

    @Test
    void of_expiry_and_policy_the_last_one_counts() {
        Factory<ExpiryPolicy> policy = AccessedExpiryPolicy.factoryOf(TEN_MINUTES);
        DogpileConfiguration<Long, String> policyLast =
                books.jitter(0.1).expiry(Expiry.created(Duration.ofSeconds(1))).expiryPolicy(policy);

        assertThat(policyLast.getExpiryPolicyFactory()).isEqualTo(policy);
        assertThat(policyLast.options()).isEqualTo(Options.none().with(Option.JITTER, 0.1));

        DogpileConfiguration<Long, String> expiryLast = policyLast.expiry(Expiry.eternal());
        assertThat(expiryLast.getExpiryPolicyFactory()).isEqualTo(EternalExpiryPolicy.factoryOf());
        assertThat(expiryLast.options().value(Option.EXPIRY)).contains(Expiry.eternal());
    }

    @Test
    void a_value_that_is_not_allowed_is_refused_where_it_is_set() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> books.waitAtMost(Duration.ZERO))
                .withMessageStartingWith("code: wait-at-most: '0s' is zero");
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> books.jitter(Double.NaN));
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> books.jitter(1));
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> books.backend("No Name"));
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> books.argument(" ", "x"));
    }

    @Test
    void null_is_refused_everywhere() {
        List<UnaryOperator<DogpileConfiguration<Long, String>>> settings = List.of(
                set -> set.types(null, String.class),
                set -> set.types(Long.class, null),
                set -> set.loader(null),
                set -> set.writer(null),
                set -> set.expiryPolicy(null),
                set -> set.expiry(null),
                set -> set.listener(null),
                set -> set.withoutListener(null),
                set -> set.backend(null),
                set -> set.staleFor(null),
                set -> set.regeneration(null),
                set -> DogpileConfiguration.of(null, String.class),
                set -> DogpileConfiguration.copyOf(null));

        assertThat(settings)
                .allSatisfy(setting -> assertThatNullPointerException().isThrownBy(() -> setting.apply(books)));
    }

    @Test
    void what_a_configuration_hands_out_does_not_change_it() {
        CacheEntryListenerConfiguration<Long, String> listener = listener(true);
        DogpileConfiguration<Long, String> one = books.listener(listener);

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> one.getCacheEntryListenerConfigurations().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> one.options().arguments().clear());
    }

    @Test
    void listeners_keep_their_order_and_are_there_once() {
        CacheEntryListenerConfiguration<Long, String> first = listener(true);
        CacheEntryListenerConfiguration<Long, String> second = listener(false);
        DogpileConfiguration<Long, String> two = books.listener(first).listener(second);

        assertThat(two.getCacheEntryListenerConfigurations()).containsExactly(first, second);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.listener(listener(true)))
                .withMessage("an equal listener configuration is there already");
        assertThat(two.withoutListener(listener(true)).getCacheEntryListenerConfigurations())
                .containsExactly(second);
        assertThat(books.withoutListener(first)).isEqualTo(books);
    }

    @Test
    void a_listener_whose_configuration_was_changed_can_still_be_taken_out() {
        MutableCacheEntryListenerConfiguration<Long, String> changing =
                new MutableCacheEntryListenerConfiguration<>(listener(true));
        DogpileConfiguration<Long, String> one = books.listener(changing);

        changing.setSynchronous(false);

        assertThat(one.withoutListener(changing).getCacheEntryListenerConfigurations())
                .isEmpty();
    }

    @Test
    void a_manager_can_change_what_changes_while_a_cache_lives() {
        assertThat(books.statistics(true).isStatisticsEnabled()).isTrue();
        assertThat(books.management(true).isManagementEnabled()).isTrue();
        assertThat(books.statistics(true).statistics(false)).isEqualTo(books);
    }

    @Test
    void a_key_codec_that_is_made_and_one_that_is_named_replace_each_other() {
        Factory<KeyCodec<Object>> factory = FactoryBuilder.factoryOf("Codec");

        DogpileConfiguration<Long, String> made =
                books.option(Option.KEY_CODEC, "com.acme.Keys").keyCodec(factory);
        assertThat(made.getKeyCodecFactory()).isSameAs(factory);
        assertThat(made).isEqualTo(books.keyCodec(factory));
        assertThat(made.statistics(true).jitter(0.5).getKeyCodecFactory()).isSameAs(factory);

        DogpileConfiguration<Long, String> named = made.option(Option.KEY_CODEC, "com.acme.Keys");
        assertThat(named.getKeyCodecFactory()).isNull();
        assertThat(named.options().value(Option.KEY_CODEC)).contains("com.acme.Keys");
    }

    @Test
    void options_can_be_exchanged_without_the_expiry_policy() {
        Options file = Options.none().with(Option.EXPIRY, Expiry.created(Duration.ofSeconds(1)));
        DogpileConfiguration<Long, String> resolved = books.expiryPolicy(AccessedExpiryPolicy.factoryOf(TEN_MINUTES))
                .jitter(0.5)
                .options(file);

        assertThat(resolved.options()).isEqualTo(file);
        assertThat(resolved.getExpiryPolicyFactory()).isEqualTo(AccessedExpiryPolicy.factoryOf(TEN_MINUTES));
    }

    private DogpileConfiguration<Long, String> everyOptionSet() {
        return books.backend("redis")
                .argument("url", "redis://localhost")
                .expiry(Expiry.created(Duration.ofMinutes(10)))
                .staleFor(Duration.ofHours(1))
                .staleIfError(Duration.ofHours(2))
                .regeneration(Regeneration.BACKGROUND)
                .jitter(0.1)
                .earlyRegeneration(1)
                .waitAtMost(Duration.ofSeconds(3))
                .onWaitTimeout(OnWaitTimeout.LOAD)
                .loadAtMost(Duration.ofSeconds(4))
                .coolDown(Duration.ofSeconds(5))
                .coolDownAtMost(Duration.ofSeconds(6))
                .rememberNull(Duration.ofSeconds(7))
                .option(Option.NAMESPACE, "shop")
                .option(Option.LEASE, Duration.ofSeconds(8))
                .option(Option.POLL_AT_MOST, Duration.ofMillis(9))
                .option(Option.ON_BACKEND_FAILURE, OnBackendFailure.FAIL)
                .option(Option.WRAP, ClassNames.of("com.acme.Noting"))
                .option(Option.VALUE_CODEC, "json")
                .option(Option.KEY_CODEC, "com.acme.Keys")
                .option(Option.ALLOW, ClassPatterns.of("com.acme.*"))
                .option(Option.MAXIMUM_VALUE_SIZE, 9)
                .option(Option.COMPRESS_ABOVE, 10)
                .option(Option.PROTECTION, ProtectionKind.SIGN)
                .option(Option.PROTECTION_KEYS, ProtectionKeys.of(Map.of(11, new byte[32])));
    }

    private static CacheEntryListenerConfiguration<Long, String> listener(boolean synchronous) {
        Factory<CacheEntryListener<Object, Object>> factory = FactoryBuilder.factoryOf(Ignoring.class.getName());
        return new MutableCacheEntryListenerConfiguration<>(factory, null, true, synchronous);
    }

    /** A listener to name. */
    private static final class Ignoring implements CacheEntryCreatedListener<Object, Object> {
        @Override
        public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {}
    }
}
