// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
/** The contract of backends as tests: a backend's test class implements {@link BackendContract}. */
@NullMarked
package io.dogpile.backend.testkit;

import org.jspecify.annotations.NullMarked;
