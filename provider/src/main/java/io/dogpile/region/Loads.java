// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.region;

/**
 * The loads that the flights of one call belong to.
 *
 * @param own of those that the caller flies
 * @param unattended of those that an executor flies
 */
record Loads(Load own, Load unattended) {}
