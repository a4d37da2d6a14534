// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.redis;

import io.dogpile.backend.BackendException;
import io.dogpile.backend.Exchange;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scripts as long as the server takes them; from its first refusal on, transactions. */
final class PreferredSwap implements Swap {

    private static final Logger LOG = LoggerFactory.getLogger(PreferredSwap.class);

    /** How servers say that they do not run scripts: no right to, or the command is renamed away. */
    private static final Set<String> REFUSALS =
            Set.of("NOPERM this user has no permissions to run", "ERR unknown command");

    private final Swap scripts;
    private final Swap transactions;
    private final String server;

    private volatile boolean refused;

    PreferredSwap(Swap scripts, Swap transactions, String server) {
        this.scripts = scripts;
        this.transactions = transactions;
        this.server = server;
    }

    @Override
    public Exchange<byte[]> swap(
            String key, Version expected, byte @Nullable [] value, long millis, Deadline deadline) {
        if (!refused) {
            try {
                return scripts.swap(key, expected, value, millis, deadline);
            } catch (BackendException e) {
                if (!isRefusal(e)) {
                    throw e;
                }
                refuse();
            }
        }
        return transactions.swap(key, expected, value, millis, deadline);
    }

    @Override
    public boolean takesOneTrip() {
        return !refused && scripts.takesOneTrip();
    }

    private static boolean isRefusal(BackendException failure) {
        Throwable cause = failure.getCause();
        String answer = cause == null ? null : cause.getMessage();
        return failure.kind() == BackendException.Kind.REJECTED
                && answer != null
                && (REFUSALS.stream().anyMatch(answer::startsWith) || answer.contains("permissions to run the 'eval"));
    }

    private void refuse() {
        if (!refused) {
            refused = true;
            LOG.info(
                    "{}: the server does not run scripts, so compare-and-set is done by WATCH and MULTI over"
                            + " connections of its own (say 'scripts = false' to not try)",
                    server);
        }
    }
}
