// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.benchmarks;

import javax.cache.configuration.MutableConfiguration;
import org.cache2k.config.Cache2kConfig;
import org.cache2k.jcache.ExtendedMutableConfiguration;
import org.cache2k.jcache.JCacheConfig;

/** What cache2k makes of a plain JCache configuration, without its bound of 2,000 entries: the other peers have none. */
final class UnboundedCache2k {
    private UnboundedCache2k() {}

    static <K, V> MutableConfiguration<K, V> configuration() {
        Cache2kConfig<K, V> own = new Cache2kConfig<>();
        own.setEntryCapacity(Long.MAX_VALUE);
        own.setSharpExpiry(true);
        own.getSections()
                .add(new JCacheConfig()
                        .builder()
                        .copyAlwaysIfRequested(true)
                        .supportOnlineListenerAttachment(true)
                        .config());
        return ExtendedMutableConfiguration.of(own);
    }
}
