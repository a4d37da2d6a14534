// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Regions in a Hazelcast cluster, as a member or as a client. */
@NullMarked
package io.dogpile.backend.hazelcast;

import org.jspecify.annotations.NullMarked;
