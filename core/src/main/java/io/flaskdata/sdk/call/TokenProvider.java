package io.flaskdata.sdk.call;

/** A source of tokens of your own, instead of signing in with a password: asked when a token is due or was refused. */
@FunctionalInterface
public interface TokenProvider {
    /**
     * A token that is good now, newer than the one given before if the server refused that. Called on a thread of the
     * SDK's, one call at a time.
     */
    AccessToken token();
}
