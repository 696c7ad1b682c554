package io.flaskdata.sdk.call;

/**
 * Your own source of tokens, instead of signing in with a password; asked when a token is due for renewal or was
 * refused.
 */
@FunctionalInterface
public interface TokenProvider {
    /**
     * A valid token, newer than the previous one if the server refused that. Called on an SDK thread, one call at a
     * time.
     */
    AccessToken token();
}
