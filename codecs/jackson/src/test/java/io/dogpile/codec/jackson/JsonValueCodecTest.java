// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.dogpile.codec.ValueCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class JsonValueCodecTest {

    /** How often an object was made that no declaration names. */
    private static final AtomicInteger MADE = new AtomicInteger();

    private final ValueCodec codec = ServiceLoader.load(ValueCodec.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.name().equals("json"))
            .findFirst()
            .orElseThrow();

    record Chapter(String title, int pages) {}

    record Book(
            String title,
            List<Chapter> chapters,
            Map<String, Instant> editions,
            Optional<Duration> time,
            Shape cover) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Square.class), @JsonSubTypes.Type(Round.class)})
    sealed interface Shape {}

    record Square(int side) implements Shape {}

    record Round(int radius) implements Shape {}

    /** Annotated as it should not be. */
    record Careless(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object thing) {}

    /** A class that somebody might name. */
    static final class Gadget {
        public Gadget() {
            MADE.incrementAndGet();
        }
    }

    private Object read(String json, Class<?> type) {
        return codec.decode(json.getBytes(UTF_8), type);
    }

    @Test
    void a_value_of_a_declared_type_comes_back() {
        Book book = new Book(
                "t",
                List.of(new Chapter("c", 1)),
                Map.of("first", Instant.EPOCH),
                Optional.of(Duration.ofMinutes(1)),
                new Round(3));

        assertThat(codec.decode(codec.encode(book, Book.class), Book.class)).isEqualTo(book);
    }

    @Test
    void properties_may_come_and_go() {
        assertThat(read("{\"title\":\"t\",\"pages\":2,\"later\":[1]}", Chapter.class))
                .isEqualTo(new Chapter("t", 2));
    }

    @Test
    void a_value_without_a_declared_type_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.encode(new Chapter("t", 1), Object.class))
                .withMessageContaining("declare the type of the values");
        assertThatIllegalArgumentException().isThrownBy(() -> read("{}", Object.class));
    }

    @Test
    void a_value_of_another_type_than_the_declared_one_is_refused() {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> codec.encode(new Square(1), Chapter.class));
    }

    @Test
    void names_of_classes_in_the_bytes_make_nothing() {
        String gadget = Gadget.class.getName();
        MADE.set(0);
        for (String thing : List.of(
                "{\"@class\":\"" + gadget + "\"}",
                "[\"" + gadget + "\",{}]",
                "{\"@class\":\"java.util.ArrayList<" + gadget + ">\"}")) {
            assertThatExceptionOfType(JacksonException.class)
                    .isThrownBy(() -> read("{\"thing\":" + thing + "}", Careless.class));
        }
        assertThat(MADE).hasValue(0);
    }

    @Test
    void what_is_not_one_value_is_refused() {
        for (String json : List.of("", "{", "{}{}", "[]", "\"text\"", "1", "{\"title\":{}}")) {
            assertThatExceptionOfType(RuntimeException.class).as(json).isThrownBy(() -> read(json, Chapter.class));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> read("null", Chapter.class));
    }
}
