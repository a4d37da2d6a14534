// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

class CacheConfigurationBeanTest {

    @Test
    void the_configuration_bean_shows_what_the_configuration_is_now() {
        MutableConfiguration<Long, String> changing = new MutableConfiguration<>();
        CacheConfigurationBean bean = new CacheConfigurationBean(() -> changing);
        assertThat(bean.getKeyType()).isEqualTo("java.lang.Object");
        assertThat(bean.isStoreByValue()).isTrue();

        changing.setTypes(Long.class, String.class)
                .setStoreByValue(false)
                .setReadThrough(true)
                .setWriteThrough(true)
                .setStatisticsEnabled(true)
                .setManagementEnabled(true);

        assertThat(bean.getKeyType()).isEqualTo("java.lang.Long");
        assertThat(bean.getValueType()).isEqualTo("java.lang.String");
        assertThat(bean.isStoreByValue()).isFalse();
        assertThat(bean.isReadThrough()).isTrue();
        assertThat(bean.isWriteThrough()).isTrue();
        assertThat(bean.isStatisticsEnabled()).isTrue();
        assertThat(bean.isManagementEnabled()).isTrue();
    }
}
