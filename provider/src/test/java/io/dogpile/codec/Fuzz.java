// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import com.sun.management.ThreadMXBean;
import io.dogpile.backend.Lease;
import io.dogpile.backend.Stored;
import io.dogpile.codec.Samples.Colour;
import io.dogpile.codec.Samples.Old;
import io.dogpile.codec.Samples.Pair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Reads damaged, forged and random envelopes, and watches what that does: nothing but being refused, whatever the bytes.
 * Everything follows from a seed. {@code dev/fuzz} runs it.
 */
public final class Fuzz {

    private static final String NAMESPACE = "dogpile:fuzz";
    private static final long SEED = 20_260_101;
    /** Far more than the bounds below, so that an announced length shows if somebody allocates it. */
    private static final int LARGEST_VALUE = 16 << 20;

    private static final int PROGRESS = 1_000_000;
    private static final int TOLD = 10;
    /** Where the envelope's flags are. */
    private static final int FLAGS = 5;

    static final Bound BOUND = new Bound(128, 2 * 1_032, 32 << 10, 3 * 65_535);

    private static final long ALL = 10_000_000;

    /** Initialised classes that nobody allowed. */
    static final AtomicInteger INITIALISED = new AtomicInteger();

    /** As long a name as that of an allowed class, so that one replaces the other in a stream. */
    static final class Sung implements Serializable {
        private static final long serialVersionUID = 1L;

        static {
            INITIALISED.incrementAndGet();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            INITIALISED.incrementAndGet();
        }
    }

    enum SungEnum {
        ONE;

        static {
            INITIALISED.incrementAndGet();
        }
    }

    /** Stands where a canary is to be written, and is allowed. */
    static final class Song implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /**
     * What reading an envelope may allocate: so many bytes for each of its own, and some whatever its length.
     *
     * @param perByte for each byte: strings, boxes and exceptions' texts; 73 were measured beyond what is below
     * @param perPackedByte what each byte of a compressed one may take more: Deflate makes 1,032 of one at most, and the buffer
     *     that it goes into doubles, which is twice that
     * @param fixed the buffers of an ObjectInputStream are 27 KiB
     * @param ofStream what more the JDK takes for a stream of serialised objects: for a string that announces its length, a
     *     buffer of up to 65,535 characters, of one byte and then of two, before it reads them
     */
    record Bound(int perByte, int perPackedByte, int fixed, int ofStream) {

        long of(byte[] envelope) {
            boolean packed = envelope.length > FLAGS && (envelope[FLAGS] & Envelopes.COMPRESSED) != 0;
            long most = (long) (packed ? perByte + perPackedByte : perByte) * envelope.length + fixed;
            return packed || holdsStream(envelope) ? most + ofStream : most;
        }

        private static boolean holdsStream(byte[] envelope) {
            for (int i = 1; i < envelope.length; i++) {
                if (envelope[i - 1] == (byte) 0xac && envelope[i] == (byte) 0xed) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return perByte + " x length + " + fixed + " (of a stream " + ofStream + " more, compressed " + perPackedByte
                    + " x length more)";
        }
    }

    /**
     * What came out of it.
     *
     * @param read how many held a value: with none of them nothing was shown
     * @param beyond how many took more than the bound
     * @param allocated most bytes that reading one of them allocated
     * @param input how long that one was
     */
    record Result(
            long envelopes,
            long read,
            long throwables,
            int initialised,
            long beyond,
            Bound bound,
            long allocated,
            int input) {

        boolean passed() {
            return read > 0 && throwables == 0 && initialised == 0 && beyond == 0;
        }

        @Override
        public String toString() {
            return "fuzz: " + envelopes + " envelopes, " + read + " held a value, " + throwables
                    + " unexpected throwables, " + initialised + " classes initialised, " + beyond
                    + " allocated more than " + bound + " bytes (at most " + allocated + " for " + input + "): "
                    + (passed() ? "passed" : "FAILED");
        }
    }

    /** A region's codec, and good envelopes of it. */
    private record Target(EntryCodec<Object, Object> codec, DriverKey.Form key, List<byte[]> seeds) {}

    private final Random random = new Random(SEED);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<Target> targets = new ArrayList<>();
    private final Consumer<String> progress;
    private final Bound bound;
    private long throwables;
    private long read;
    private long beyond;
    private long mostAllocated;
    private int itsInput;

    Fuzz(Consumer<String> progress, Bound bound) throws IOException {
        this.progress = progress;
        this.bound = bound;
        Types types = new Types(
                Object.class,
                Object.class,
                Fuzz.class.getClassLoader(),
                List.of(
                        "io.dogpile.codec.Samples.**",
                        Pair.class.getName(),
                        Old.class.getName(),
                        Colour.class.getName(),
                        Samples.Mixed.class.getName(),
                        Song.class.getName()));
        EncodingSettings plain = EncodingSettings.of("fuzz", NAMESPACE, types).limits(new Limits(LARGEST_VALUE, 200));
        // Most of what is sealed ends at its seal.
        targets.add(target(plain));
        targets.add(target(plain));
        targets.add(target(plain));
        targets.add(target(plain.protection(Protection.sign(Store.keys(1)))));
        targets.add(target(plain.protection(Protection.encrypt(Store.keys(1)))));
    }

    /** @param arguments how many envelopes, at least one; ten million without it */
    public static void main(String[] arguments) throws IOException {
        long envelopes = arguments.length == 0 ? ALL : number(arguments[0]);
        if (envelopes < 1) {
            System.err.println("dev/fuzz: the number of envelopes is 1 or more, not '" + arguments[0] + "'");
            System.exit(2);
        }
        Result result = new Fuzz(System.out::println, BOUND).run(envelopes);
        System.out.println(result);
        System.exit(result.passed() ? 0 : 1);
    }

    /** The number that a word is, or none: 0. */
    static long number(String word) {
        try {
            return Long.parseLong(word.replace("_", ""));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Target target(EncodingSettings settings) throws IOException {
        EntryCodec<Object, Object> codec = new EntryCodec<>(
                settings, InstantSource.fixed(Instant.ofEpochMilli(Store.NOW)), random, new DecodeFailures());
        DriverKey.Form key = codec.key("k");
        List<byte[]> seeds = new ArrayList<>();
        for (Object value : values()) {
            seeds.add(codec.encode(key, Store.stored(value)).value());
        }
        Lease lease = new Lease(1, 2, 3_000);
        seeds.add(codec.encode(key, Store.stored(null)).value());
        seeds.add(codec.encode(key, Store.stored(null).with(Store.TERMS.lease(lease)))
                .value());
        seeds.add(codec.encode(key, Store.stored("stale").with(Store.TERMS.lease(lease)))
                .value());

        Envelopes forger = new Envelopes(settings, CanonicalKeys.ID, random);
        for (byte[] canary : canaries()) {
            int kind = canary[0] == (byte) 0xac ? Values.SERIALIZED : Values.CANONICAL;
            seeds.add(forger.write(key.bytes(), Store.stored("any"), kind, canary));
            seeds.add(forger.write(canary, Store.stored("any"), Values.CANONICAL, Scalars.bytes("value")));
        }
        for (long seed = 0; seed < 60; seed++) {
            seeds.add(forger.write(
                    codec.key(Samples.key(seed, 0)).bytes(), Store.stored("any"), 1, Scalars.bytes("value")));
        }
        return new Target(codec, key, seeds);
    }

    private static List<Object> values() {
        List<Object> values = new ArrayList<>(List.of(
                new Pair("a", List.of(1, 2L)),
                new Old("a", "b", BigInteger.TEN),
                Colour.GREEN,
                new byte[300],
                "text that repeats itself, ".repeat(40),
                new HashMap<>(Map.of("a", 1, "b", new Pair(1, 2))),
                new TreeMap<>(Map.of("a", new ArrayList<>(List.of(1)))),
                new HashSet<>(List.of(1, 2, 3)),
                new long[] {1, 2, 3},
                new Object[] {"a", new Object[] {"b"}},
                Map.of("k", List.of()),
                new Song()));
        for (long seed = 0; seed < 60; seed++) {
            values.add(Samples.scalar(seed));
        }
        return values;
    }

    /** Streams of what must not be read, written without ever making one. */
    private static List<byte[]> canaries() throws IOException {
        byte[] stream = renamed(new Song());
        byte[] inside = renamed(new ArrayList<>(List.of(new Song(), 1)));
        byte[] type = SungEnum.class.getName().getBytes(StandardCharsets.UTF_8);
        byte[] constant =
                new Output(99).put('e').putCounted(type).put("ONE".getBytes()).toBytes();
        byte[] composite = new Output(99)
                .put('r')
                .putCounted(Sung.class.getName().getBytes())
                .putVarint(1)
                .putCounted(constant)
                .toBytes();
        byte[] serialized = new Output(999).put('j').put(stream).toBytes();
        byte[] list =
                new Output(999).put('a').putVarint(1).putCounted(serialized).toBytes();
        return List.of(stream, inside, constant, composite, serialized, list);
    }

    private static byte[] renamed(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1).replace("Fuzz$Song", "Fuzz$Sung");
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    Result run(long envelopes) {
        for (int i = 0; i < 20_000; i++) {
            // What is loaded and compiled on the way allocates too, once.
            Target target = targets.get(i % targets.size());
            read(target, target.seeds.get(i % target.seeds.size()));
        }
        for (long i = 1; i <= envelopes; i++) {
            Target target = targets.get(random.nextInt(targets.size()));
            look(target, mutated(target.seeds), i);
            if (i % PROGRESS == 0 && i < envelopes) {
                progress.accept("%,d envelopes, of which %,d held a value".formatted(i, read));
            }
        }
        return new Result(envelopes, read, throwables, INITIALISED.get(), beyond, bound, mostAllocated, itsInput);
    }

    private void look(Target target, byte[] bytes, long number) {
        long allocated;
        try {
            allocated = allocated(target, bytes);
        } catch (Throwable e) {
            throwables++;
            tell(throwables, number, e + " at " + Arrays.toString(e.getStackTrace()));
            return;
        }
        if (allocated > mostAllocated) {
            mostAllocated = allocated;
            itsInput = bytes.length;
        }
        if (allocated > bound.of(bytes)) {
            beyond++;
            tell(beyond, number, allocated + " bytes allocated for an input of " + bytes.length);
        }
    }

    private void tell(long times, long number, String what) {
        if (times <= TOLD) {
            progress.accept("envelope " + number + " of seed " + SEED + ": " + what);
        }
    }

    /** How many bytes it takes to read it, without what the first one that goes some way has to load and compile there. */
    private long allocated(Target target, byte[] bytes) {
        long start = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        if (read(target, bytes)) {
            read++;
        }
        long least = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - start;
        for (int again = 0; again < 2 && least > bound.of(bytes); again++) {
            start = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            read(target, bytes);
            least = Math.min(
                    least,
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - start);
        }
        return least;
    }

    /** Whether it holds a value. */
    private static boolean read(Target target, byte[] bytes) {
        Stored<byte[]> stored = Stored.of(bytes, 1);
        boolean value = target.codec.decode(target.key, stored).value() != null;
        target.codec.keyOf("=", stored);
        return value;
    }

    private byte[] mutated(List<byte[]> seeds) {
        byte[] seed = seeds.get(random.nextInt(seeds.size()));
        byte[] bytes = random.nextInt(50) == 0 ? noise(random.nextInt(300)) : seed.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = mutated(bytes, seeds);
        }
        return bytes.length > 4 && random.nextInt(8) != 0 ? Store.resealed(bytes, NAMESPACE) : bytes;
    }

    private byte[] mutated(byte[] bytes, List<byte[]> seeds) {
        if (bytes.length == 0) {
            return noise(20);
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(9)) {
            case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) random.nextInt();
            case 3 -> bytes[at] = new byte[] {0, -1, 0x7f, -0x80, 1}[random.nextInt(5)];
            case 4 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.nextInt(3) - 1));
            case 5 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 6 -> {
                return spliced(bytes, at, noise(random.nextInt(9)), 0, random.nextInt(3));
            }
            case 7 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                return spliced(bytes, at, other, random.nextInt(other.length), bytes.length);
            }
            default -> bytes[Math.min(bytes.length - 1, random.nextInt(40))] = (byte) random.nextInt();
        }
        return bytes;
    }

    /** Up to {@code at}, then the other from {@code from}, then what follows after {@code skip} bytes. */
    private static byte[] spliced(byte[] bytes, int at, byte[] other, int from, int skip) {
        int rest = Math.max(0, bytes.length - at - skip);
        byte[] result = new byte[at + other.length - from + rest];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(other, from, result, at, other.length - from);
        System.arraycopy(bytes, bytes.length - rest, result, result.length - rest, rest);
        return result;
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }
}
