// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.testkit.ByteBackendContract;
import java.util.Optional;

/** The contract, as far as it is the same for all ways to run the store. */
interface RedisContract extends ByteBackendContract {

    @Override
    default Optional<String> cannotRefuseBySize() {
        return Optional.of("the store takes values of up to 512 MiB");
    }

    @Override
    default int tooManyValueBytes() {
        return 3_000_000;
    }
}
