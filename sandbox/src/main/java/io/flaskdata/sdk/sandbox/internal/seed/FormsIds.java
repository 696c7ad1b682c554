package io.flaskdata.sdk.sandbox.internal.seed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Collectors;

/** Ids in the formats of Forms (observed): random for what clients create, fixed for the seed. */
public final class FormsIds {
    private static final String ALPHANUMERICS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int DOCUMENT_BYTES = 12;

    private final Random random;

    private FormsIds(Random random) {
        this.random = random;
    }

    public static FormsIds random() {
        return new FormsIds(new SecureRandom());
    }

    static FormsIds seeded(long seed) {
        return new FormsIds(new Random(seed));
    }

    /** A fixed id, independent of the rest of the seed. */
    public static String document(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DOCUMENT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    public String document() {
        byte[] bytes = new byte[DOCUMENT_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public String data() {
        return alphanumerics(10);
    }

    String token() {
        return "FED_" + alphanumerics(12);
    }

    String alphanumerics(int length) {
        return random.ints(length, 0, ALPHANUMERICS.length())
                .mapToObj(i -> String.valueOf(ALPHANUMERICS.charAt(i)))
                .collect(Collectors.joining());
    }
}
