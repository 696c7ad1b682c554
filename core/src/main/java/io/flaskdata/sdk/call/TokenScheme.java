package io.flaskdata.sdk.call;

/** How the token stands in the {@code Authorization} header. The server takes all three (observed). */
public enum TokenScheme {
    /** {@code JWT <token>}, the default and the form the documentation names first. */
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
