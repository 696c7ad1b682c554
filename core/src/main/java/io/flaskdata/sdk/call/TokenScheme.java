package io.flaskdata.sdk.call;

/** The form of the token in the {@code Authorization} header. The server accepts all three (observed). */
public enum TokenScheme {
    /** {@code JWT <token>}, the default and the first form in the documentation. */
    JWT("JWT "),
    /** {@code Bearer <token>}. */
    BEARER("Bearer "),
    /** The token alone. */
    BARE("");

    private final String prefix;

    TokenScheme(String prefix) {
        this.prefix = prefix;
    }

    /** The header's value. */
    public String header(String token) {
        return prefix + token;
    }
}
