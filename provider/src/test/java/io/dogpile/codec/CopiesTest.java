// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CopiesTest {

    private final Copies copies = new Copies(CopiesTest.class.getClassLoader());

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    record Point(int x, double y, String name, Colour colour, Instant when) implements Serializable {}

    record Line(Point from, Point to) implements Serializable {}

    /** Is not serialisable, and need not be. */
    record Plain(long id, UUID code) {}

    record Bag(List<String> things) implements Serializable {}

    record Numbers(BigInteger integer) implements Serializable {}

    record Anything(Object thing) implements Serializable {}

    record Left(Right right) implements Serializable {}

    record Right(Left left) implements Serializable {}

    record Self(Self other) implements Serializable {}

    static Stream<Object> kept() {
        return Stream.of(
                "text",
                true,
                'c',
                (byte) 1,
                (short) 2,
                3_000,
                4_000L,
                5f,
                6d,
                new BigInteger("7"),
                new BigDecimal("8"),
                UUID.randomUUID(),
                URI.create("a:b"),
                Locale.ROOT,
                String.class,
                Instant.EPOCH,
                Colour.RED,
                Colour.GREEN,
                new Point(1, 2, "p", Colour.RED, Instant.EPOCH),
                new Plain(1, UUID.randomUUID()));
    }

    @ParameterizedTest
    @MethodSource("kept")
    void what_nobody_can_change_is_kept_as_it_is(Object object) {
        assertThat(copies.copy(object)).isSameAs(object);
    }

    static Stream<Object> copied() {
        return Stream.of(
                new ArrayList<>(List.of("a")),
                new Date(),
                new Bag(new ArrayList<>(List.of("a"))),
                new Numbers(new BigInteger("1")),
                new Anything("text"),
                new Left(new Right(null)),
                new Self(null),
                new int[] {1, 2});
    }

    @ParameterizedTest
    @MethodSource("copied")
    void what_can_be_changed_is_copied(Object object) {
        assertThat(copies.copy(object)).isNotSameAs(object).isEqualTo(object);
    }

    /** A number that changes, as only a subclass can. */
    private static final class Changing extends BigDecimal {

        private static final long serialVersionUID = 1L;

        Changing() {
            super("1");
        }
    }

    @Test
    void a_subclass_of_something_immutable_is_copied() {
        Changing number = new Changing();
        assertThat(copies.copy((BigDecimal) number)).isNotSameAs(number).isExactlyInstanceOf(Changing.class);
    }

    interface Greeting {
        String greet();
    }

    private record Handler(String word) implements InvocationHandler, Serializable {

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return word;
        }
    }

    @Test
    void a_proxy_is_copied_into_the_class_loader_of_the_application() {
        Greeting proxy = (Greeting) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Greeting.class}, new Handler("hello"));

        Greeting copy = copies.copy(proxy);

        assertThat(copy).isNotSameAs(proxy);
        assertThat(copy.greet()).isEqualTo("hello");
    }

    @Test
    void a_class_loader_that_knows_nothing_is_helped_by_that_of_the_original() {
        Copies bare = new Copies(ClassLoader.getPlatformClassLoader());
        Bag bag = new Bag(new ArrayList<>(List.of("a")));
        assertThat(bare.copy(bag)).isNotSameAs(bag).isEqualTo(bag);
        Greeting proxy = (Greeting) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Greeting.class}, new Handler("hello"));
        assertThat(bare.copy(proxy).greet()).isEqualTo("hello");
    }

    private static final class Failing implements Serializable {

        private static final long serialVersionUID = 1L;

        private void writeObject(ObjectOutputStream out) throws IOException {
            throw new IllegalStateException("no");
        }
    }

    /** Its superclass cannot be made when it is read. */
    private static final class Orphan extends Parent implements Serializable {

        private static final long serialVersionUID = 1L;

        Orphan() {
            super(1);
        }
    }

    private static class Parent {
        Parent(int number) {
            assertThat(number).isEqualTo(1);
        }
    }

    @Test
    void what_cannot_be_copied_is_named_by_its_class_and_not_by_its_content() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> copies.copy(new Object()))
                .withMessageStartingWith("cannot serialise an object of java.lang.Object")
                .withCauseInstanceOf(NotSerializableException.class);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> copies.copy(new Failing()))
                .withCauseInstanceOf(IllegalStateException.class);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> copies.copy(new Orphan()))
                .withMessageStartingWith("cannot deserialise an object of " + Orphan.class.getName());
    }
}
