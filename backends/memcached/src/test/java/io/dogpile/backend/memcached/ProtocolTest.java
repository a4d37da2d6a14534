// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dogpile.backend.memcached.Answers.Status;
import io.dogpile.backend.memcached.Dialect.Item;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.spy.memcached.ops.OperationState;
import org.junit.jupiter.api.Test;

/** Answers, however they are cut into pieces and whatever they contain. */
final class ProtocolTest {

    private static <R extends Replies> R answered(Exchange<R> exchange, String answer, int piece) throws IOException {
        exchange.initialize();
        exchange.writing();
        exchange.writeComplete();
        byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        for (int from = 0; from < bytes.length; from += piece) {
            ByteBuffer data = ByteBuffer.wrap(bytes, from, Math.min(piece, bytes.length - from));
            exchange.readFromBuffer(data);
            assertThat(data.hasRemaining()).isFalse();
        }
        assertThat(exchange.getState()).isEqualTo(OperationState.COMPLETE);
        return exchange.replies();
    }

    @Test
    void anItemIsReadWhateverPiecesItComesIn() throws IOException {
        for (int piece = 1; piece < 40; piece++) {
            Answers answers =
                    answered(new MetaDialect().get("key"), "VA 7 c18446744073709551615\r\nab\r\nc\r\n\r\n", piece);

            assertThat(answers.found()).hasSize(1);
            assertThat(answers.found().get(0).bytes()).isEqualTo("ab\r\nc\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(Long.toUnsignedString(answers.found().get(0).cas())).isEqualTo("18446744073709551615");
        }
    }

    @Test
    void manyItemsAreMatchedToTheirKeys() throws IOException {
        List<String> keys = List.of("a", "b", "c", "d");
        for (int piece = 1; piece < 70; piece++) {
            Answers stock = answered(
                    new StockDialect().getAll(keys), "VALUE b 0 1 5\r\nx\r\nVALUE d 0 0 6\r\n\r\nEND\r\n", piece);
            assertThat(stock.found()).extracting(Answers.Found::index).containsExactly(1, 3);
            assertThat(stock.found()).extracting(Answers.Found::cas).containsExactly(5L, 6L);
        }
    }

    @Test
    void codesAndWordsMeanTheSame() throws IOException {
        Item item = new Item("key", 0, new byte[1]);
        for (String done : List.of("HD", "STORED", "HD c5")) {
            assertThat(answered(new MetaDialect().put(item), done + "\r\n", 9).status())
                    .isEqualTo(Status.DONE);
        }
        for (String absent : List.of("NF", "NOT_FOUND", "EN")) {
            assertThat(answered(new MetaDialect().remove("key"), absent + "\r\n", 9)
                            .status())
                    .isEqualTo(Status.ABSENT);
        }
        for (String changed : List.of("EX", "EXISTS")) {
            assertThat(answered(new MetaDialect().replace(item, 1), changed + "\r\n", 9)
                            .status())
                    .isEqualTo(Status.CHANGED);
        }
        for (String present : List.of("NS", "NOT_STORED")) {
            assertThat(answered(new MetaDialect().add(item), present + "\r\n", 9)
                            .status())
                    .isEqualTo(Status.PRESENT);
        }
    }

    @Test
    void theVersionThatWasStoredIsKnownIfItIsTold() throws IOException {
        Item item = new Item("key", 0, new byte[1]);
        for (int piece = 1; piece < 30; piece++) {
            assertThat(answered(new MetaDialect().replace(item, 1), "HD c18446744073709551615\r\n", piece)
                            .stored())
                    .isEqualTo(-1);
            assertThat(answered(new MetaDialect().add(item), "HD c7\r\n", piece).stored())
                    .isEqualTo(7);
        }
        for (String silent : List.of("HD", "STORED", "EX c0", "NS c0", "NF", "HD s7")) {
            assertThat(answered(new MetaDialect().replace(item, 1), silent + "\r\n", 9)
                            .stored())
                    .isZero();
        }
    }

    @Test
    void aRefusalIsAResult() throws IOException {
        for (String refusal : List.of("ERROR", "SERVER_ERROR object too large for cache", "CLIENT_ERROR bad")) {
            Answers answers = answered(new MetaDialect().get("key"), refusal + "\r\n", 3);
            assertThat(answers.status()).isEqualTo(Status.REFUSED);
            assertThat(answers.refusal()).isEqualTo(refusal);
        }
        Answers many = answered(
                new MetaDialect().putAll(List.of(new Item("a", 0, new byte[1]))),
                "SERVER_ERROR out of memory\r\nMN\r\n",
                5);
        assertThat(many.status()).isEqualTo(Status.REFUSED);
    }

    @Test
    void anAnswerToWhatWasNotAskedCostsTheConnection() {
        for (String answer : List.of(
                "VA 1 c1\r\nx\r\n",
                "VALUE a 0 x 5\r\n",
                "VALUE a 0\r\n",
                "VALUE a 0 1 5\r\nxyz",
                "VALUE other 0 1 5\r\nx\r\n")) {
            assertThatExceptionOfType(IOException.class)
                    .as(answer)
                    .isThrownBy(() -> answered(new MetaDialect().getAll(List.of("a", "b")), answer + "END\r\n", 9));
        }
        for (String answer : List.of("VA x c5\r\n", "VA 1 s5\r\nx\r\n", "VA 1 c\r\n", "VA 1 c5\r\nxyz\r\n")) {
            assertThatExceptionOfType(IOException.class)
                    .as(answer)
                    .isThrownBy(() -> answered(new MetaDialect().get("key"), answer, 9));
        }
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> answered(new MetaDialect().get("key"), "x".repeat(5_000), 100));
    }

    /** However long a block is said to be, memory is taken for what has come. */
    @Test
    void garbageEndsInAnIoExceptionOrAResult() {
        Random random = new Random(11);
        String words =
                "VA VALUE HD EN MN END c O 1 22 2147483647 99999999999999999999 key \r\n \r\n STAT key= ERROR \0";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder garbage = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                int from = random.nextInt(words.length());
                garbage.append(words, from, Math.min(words.length(), from + 1 + random.nextInt(8)));
            }
            try {
                Exchange<?> exchange =
                        i % 2 == 0 ? new MetaDialect().get("key") : new StockDialect().getAll(List.of("a", "key"));
                exchange.initialize();
                exchange.writing();
                exchange.writeComplete();
                exchange.readFromBuffer(ByteBuffer.wrap(garbage.toString().getBytes(StandardCharsets.ISO_8859_1)));
            } catch (IOException e) {
                continue;
            }
        }
    }

    @Test
    void onlyServersOfWhichItIsKnownAreSpokenToInMeta() {
        assertThat(Dialect.of("VERSION 1.6.18", true)).isInstanceOf(MetaDialect.class);
        assertThat(Dialect.of("VERSION 1.6.45", true)).isInstanceOf(MetaDialect.class);
        assertThat(Dialect.of("VERSION 1.10.0-rc1", true)).isInstanceOf(MetaDialect.class);
        assertThat(Dialect.of("VERSION 2.0.0", true)).isInstanceOf(MetaDialect.class);
        for (String version :
                List.of("VERSION 1.6.17", "VERSION 1.4.39", "VERSION mcrouter 1.0", "ERROR", "VERSION 1")) {
            assertThat(Dialect.of(version, true)).as(version).isInstanceOf(StockDialect.class);
        }
        assertThat(Dialect.of("VERSION 1.6.18", false)).isInstanceOf(StockDialect.class);
    }

    /** The server may refuse before it has seen the whole value; the client must not forget the rest of it then. */
    @Test
    void anEarlyRefusalWaitsForTheRestToBeWritten() throws Exception {
        Exchange<Answers> exchange = new MetaDialect().put(new Item("key", 0, new byte[100]));
        exchange.initialize();
        exchange.writing();
        exchange.readFromBuffer(ByteBuffer.wrap("SERVER_ERROR too large\r\n".getBytes(StandardCharsets.US_ASCII)));

        assertThat(exchange.await(new Call("get", "books", 0, 0, () -> 0))).isEqualTo(Exchange.Ending.ANSWERED);
        assertThat(exchange.getState()).isEqualTo(OperationState.WRITING);
        assertThat(exchange.getBuffer()).isNotNull();
        exchange.writeComplete();
        ByteBuffer next = ByteBuffer.wrap("HD\r\n".getBytes(StandardCharsets.US_ASCII));
        exchange.readFromBuffer(next);
        assertThat(exchange.getState()).isEqualTo(OperationState.COMPLETE);
        assertThat(next.remaining()).isEqualTo(4);
    }
}
