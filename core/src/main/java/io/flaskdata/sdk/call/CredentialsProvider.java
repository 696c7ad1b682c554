package io.flaskdata.sdk.call;

/** A source of credentials, asked at each sign-in so that a vault can rotate the password. */
@FunctionalInterface
public interface CredentialsProvider {
    /** The current credentials. */
    Credentials credentials();
}
