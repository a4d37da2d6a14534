// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;

/** The Hazelcast members of this process, if it is a part of the store itself. */
final class EmbeddedMembers {

    private static final long LOOK = Moments.millis(20);

    private EmbeddedMembers() {}

    static boolean exist() {
        return !Hazelcast.getAllHazelcastInstances().isEmpty();
    }

    /** Returns when all entries have their backups: until then one more death takes some away. */
    static void awaitBackups() {
        for (HazelcastInstance member : Hazelcast.getAllHazelcastInstances()) {
            while (!member.getPartitionService().isClusterSafe()) {
                Moments.await(Moments.now() + LOOK);
            }
        }
    }
}
