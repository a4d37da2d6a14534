// SPDX-License-Identifier: Apache-2.0
// Copyright the dogpile-jcache authors
package io.dogpile.codec.jackson;

import io.dogpile.codec.ValueCodec;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Values as JSON of the region's declared type, chosen by {@code value-codec = json}.
 *
 * <p>Neither bytes nor annotations choose a class by its name: what is made is the declared type, what its properties
 * declare, and what {@code @JsonSubTypes} lists. Unknown properties are ignored, so that two releases of an application can share a
 * store. Thread-safe.
 */
public final class JsonValueCodec implements ValueCodec {

    private static final int ID = 3;

    private final JsonMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Lets nothing through, so that a type that is annotated to be read by class names cannot be.
            .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder().build())
            .build();

    /** For {@link java.util.ServiceLoader}. */
    public JsonValueCodec() {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public byte[] encode(Object value, Class<?> type) {
        return mapper.writerFor(declared(type)).writeValueAsBytes(value);
    }

    @Override
    public Object decode(byte[] bytes, Class<?> type) {
        Object value = mapper.readValue(bytes, declared(type));
        if (value == null) {
            throw new IllegalArgumentException("the JSON is null");
        }
        return value;
    }

    private static Class<?> declared(Class<?> type) {
        if (type == Object.class) {
            throw new IllegalArgumentException(
                    "JSON says nothing about classes: declare the type of the values, or choose another value-codec");
        }
        return type;
    }
}
