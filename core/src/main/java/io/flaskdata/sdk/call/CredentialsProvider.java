package io.flaskdata.sdk.call;

/** Asked at each sign-in, so that a vault can rotate the password. */
@FunctionalInterface
public interface CredentialsProvider {
    /** The credentials to sign in with now. */
    Credentials credentials();
}
