package io.flaskdata.sdk.call;

import io.flaskdata.sdk.internal.Arguments;
import java.net.URI;

/**
 * Which FlaskData installation a client talks to: the address of its API (with the data server and the features
 * below it) and of its identity provider (IDP). There is no default.
 *
 * <p>Contract: the API addresses and the development IDP are documented; the other two IDP addresses are inferred.
 *
 * @param name a short name for messages
 * @param api the API's address, {@code https}, or {@code http} on loopback
 * @param idp the identity provider's address, likewise
 */
public record Environment(String name, URI api, URI idp) {
    /** The environment that holds real trials. */
    public static final Environment PRODUCTION = named("production", "api", "idp");

    /** The environment for acceptance. */
    public static final Environment STAGING = named("staging", "staging-api", "staging-idp");

    /** The environment for development. */
    public static final Environment DEVELOPMENT = named("development", "dev-api", "dev-idp");

    /**
     * Checks the addresses.
     *
     * @throws IllegalArgumentException when an address is not absolute, has a user, query or fragment, or is plain
     *     {@code http} to a host that is not loopback
     */
    public Environment {
        Arguments.notBlank(name, "name");
        api = Arguments.baseAddress(api, "api");
        idp = Arguments.baseAddress(idp, "idp");
    }

    /**
     * An installation of your own, or the sandbox.
     *
     * @param api the API's address
     * @param idp the identity provider's address
     * @throws IllegalArgumentException as the constructor says
     */
    public static Environment custom(URI api, URI idp) {
        return new Environment("custom", api, idp);
    }

    private static Environment named(String name, String apiHost, String idpHost) {
        return new Environment(
                name,
                URI.create("https://" + apiHost + ".flaskdata.io"),
                URI.create("https://" + idpHost + ".flaskdata.io"));
    }
}
