// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** Real servers, other JVMs and a bad network, for the tests of backends that talk to something. */
@NullMarked
package io.dogpile.backend.testkit.server;

import org.jspecify.annotations.NullMarked;
