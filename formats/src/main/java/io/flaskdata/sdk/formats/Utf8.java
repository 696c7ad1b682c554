package io.flaskdata.sdk.formats;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 that refuses an unpaired surrogate instead of writing a question mark. */
final class Utf8 {
    private Utf8() {}

    static byte[] bytes(String text) throws CharacterCodingException {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        if (plain.length == text.length()) {
            // ASCII, or a question mark for a surrogate.
            for (int i = 0; i < plain.length; i++) {
                if (plain[i] == '?' && text.charAt(i) != '?') {
                    throw refused(text);
                }
            }
            return plain;
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private static CharacterCodingException refused(String text) throws CharacterCodingException {
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        return new CharacterCodingException();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
