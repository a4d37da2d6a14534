// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.cluster;

import java.time.Duration;

/** A stampede: starts the processes, lets them run, brings faults over them, and sums up. */
final class StampedeRun implements AutoCloseable {

    private final StampedePlan plan;
    private final Findings findings = new Findings();
    private final Cluster cluster;
    private final int[] lives;
    private boolean measuring;

    StampedeRun(StampedePlan plan) {
        this.plan = plan;
        this.cluster = new Cluster(plan.kind(), plan.jvms(), plan.options(), StampedePlan.LOAD, StampedePlan.LIFETIME);
        this.lives = new int[plan.jvms()];
    }

    StampedeResult run() {
        Child[] members = cluster.startAll(plan.jvms(), this::start);
        for (Child member : members) {
            member.send("go");
        }
        pass(plan.warmUp());
        measuring = true;
        for (Child member : members) {
            member.send("measure");
        }
        long end = Moments.now() + Moments.millis(plan.seconds() * 1_000L);
        Faults faults = new Faults(plan, cluster.origin(), members, this::startReading);
        faults.inject();
        Moments.await(end);
        for (Child member : members) {
            member.send("stop");
        }
        for (Child member : members) {
            member.await("done", plan.readLimit().plusSeconds(20));
        }
        cluster.origin().send("report");
        Said report = cluster.origin().await("report", Duration.ofSeconds(20));
        return new StampedeResult(
                report.number(0),
                report.number(1),
                report.number(2),
                findings.fenced(),
                findings.waits(),
                findings.p99WaitMillis(),
                report.number(3),
                findings.failures(),
                faults.toll(findings));
    }

    private static void pass(Duration time) {
        Moments.await(Moments.now() + time.toNanos());
    }

    private Child start(int number) {
        String life = number + "/" + lives[number]++;
        return cluster.start(
                number,
                said -> findings.add(life, said),
                StampedeMember.class,
                "" + plan.threads(),
                "" + plan.readLimit().toMillis());
    }

    private Child startReading(int number) {
        Child member = start(number);
        member.await(Cluster.READY, Cluster.START);
        if (measuring) {
            member.send("measure");
        }
        member.send("go");
        return member;
    }

    /** What the processes wrote beside what they were to say. */
    String log() {
        return cluster.log();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
