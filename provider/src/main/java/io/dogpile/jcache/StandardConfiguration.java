// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * What JCache itself knows of a configuration: the half of {@link DogpileConfiguration} that is all getters.
 * Immutable.
 */
abstract sealed class StandardConfiguration<K, V> implements CompleteConfiguration<K, V> permits DogpileConfiguration {

    private static final long serialVersionUID = 1L;

    /** Everything but listeners. Nobody changes it once it is here, and it is never handed out. */
    private final MutableConfiguration<K, V> settings;
    /** A list, because configurations of listeners are mutable, and so have no hash code to rely on. */
    private final ArrayList<CacheEntryListenerConfiguration<K, V>> listeners;

    StandardConfiguration(MutableConfiguration<K, V> settings, List<CacheEntryListenerConfiguration<K, V>> listeners) {
        this.settings = settings;
        this.listeners = new ArrayList<>(listeners);
    }

    /**
     * The settings of any configuration, without listeners.
     *
     * @throws NullPointerException if the type of the keys or of the values is null
     */
    static <K, V> MutableConfiguration<K, V> settingsOf(Configuration<K, V> configuration) {
        MutableConfiguration<K, V> settings = new MutableConfiguration<K, V>()
                .setTypes(configuration.getKeyType(), configuration.getValueType())
                .setStoreByValue(configuration.isStoreByValue());
        if (configuration instanceof CompleteConfiguration<K, V> complete) {
            settings.setReadThrough(complete.isReadThrough())
                    .setWriteThrough(complete.isWriteThrough())
                    .setStatisticsEnabled(complete.isStatisticsEnabled())
                    .setManagementEnabled(complete.isManagementEnabled())
                    .setCacheLoaderFactory(complete.getCacheLoaderFactory())
                    .setCacheWriterFactory(complete.getCacheWriterFactory())
                    .setExpiryPolicyFactory(complete.getExpiryPolicyFactory());
        }
        return settings;
    }

    /** A copy of the settings, without listeners, to which the change has been applied. */
    final MutableConfiguration<K, V> settings(Consumer<MutableConfiguration<K, V>> change) {
        MutableConfiguration<K, V> copy = new MutableConfiguration<>(settings);
        change.accept(copy);
        return copy;
    }

    @Override
    public final Class<K> getKeyType() {
        return settings.getKeyType();
    }

    @Override
    public final Class<V> getValueType() {
        return settings.getValueType();
    }

    @Override
    public final boolean isStoreByValue() {
        return settings.isStoreByValue();
    }

    @Override
    public final boolean isReadThrough() {
        return settings.isReadThrough();
    }

    @Override
    public final boolean isWriteThrough() {
        return settings.isWriteThrough();
    }

    @Override
    public final boolean isStatisticsEnabled() {
        return settings.isStatisticsEnabled();
    }

    @Override
    public final boolean isManagementEnabled() {
        return settings.isManagementEnabled();
    }

    /** In the order in which they were added; unmodifiable. */
    @Override
    public final List<CacheEntryListenerConfiguration<K, V>> getCacheEntryListenerConfigurations() {
        return List.copyOf(listeners);
    }

    @Override
    public final @Nullable Factory<CacheLoader<K, V>> getCacheLoaderFactory() {
        return settings.getCacheLoaderFactory();
    }

    @Override
    public final @Nullable Factory<CacheWriter<? super K, ? super V>> getCacheWriterFactory() {
        return settings.getCacheWriterFactory();
    }

    @Override
    public final Factory<ExpiryPolicy> getExpiryPolicyFactory() {
        return settings.getExpiryPolicyFactory();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StandardConfiguration<?, ?> that
                && settings.equals(that.settings)
                // Which MutableConfiguration does not compare.
                && isManagementEnabled() == that.isManagementEnabled()
                && Set.copyOf(listeners).equals(Set.copyOf(that.listeners));
    }

    @Override
    public int hashCode() {
        return Objects.hash(settings, isManagementEnabled(), Set.copyOf(listeners));
    }

    /** Of factories the classes only: what they hold may be secret. */
    @Override
    public String toString() {
        return "keys=%s, values=%s, storeByValue=%s, readThrough=%s, writeThrough=%s, statistics=%s, management=%s, "
                        .formatted(
                                getKeyType().getName(),
                                getValueType().getName(),
                                isStoreByValue(),
                                isReadThrough(),
                                isWriteThrough(),
                                isStatisticsEnabled(),
                                isManagementEnabled())
                + "loader=%s, writer=%s, expiryPolicy=%s, listeners=%d"
                        .formatted(
                                shown(getCacheLoaderFactory()),
                                shown(getCacheWriterFactory()),
                                shown(getExpiryPolicyFactory()),
                                listeners.size());
    }

    static String shown(@Nullable Factory<?> factory) {
        return factory == null ? "none" : factory.getClass().getName();
    }
}
