// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.examples.quickstart;

import java.io.Serializable;
import java.time.Instant;

/**
 * What the slow query finds out about a shop.
 *
 * @param product the product that earned most
 * @param revenue what it earned
 * @param asOf when the query ended
 */
public record BestSeller(String product, long revenue, Instant asOf) implements Serializable {}
