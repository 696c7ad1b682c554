package io.flaskdata.sdk.sandbox.internal.base;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The users of every seed, and how passwords are kept. */
public final class Users {
    public static final String API = "api@sandbox.flaskdata.test";
    public static final String STUDY = "study@sandbox.flaskdata.test";
    public static final String SITE = "site@sandbox.flaskdata.test";
    public static final String SUBJECT = "subject@sandbox.flaskdata.test";

    /** Every user's password. */
    public static final String PASSWORD = "sandbox";

    private Users() {}

    public static String sha256(String password) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
