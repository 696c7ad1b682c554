package io.flaskdata.sdk.call;

import io.flaskdata.sdk.internal.Arguments;
import java.net.URI;

/**
 * The FlaskData installation a client talks to: the addresses of its API (with the data server and the features below
 * it) and of its identity provider (IDP). There is no default.
 *
 * <p>Contract: the API addresses and the development IDP are documented; the other two IDP addresses are inferred.
 *
 * @param name a short name for messages
 * @param api the API's address, {@code https}, or {@code http} on loopback
 * @param idp the identity provider's address, likewise
 */
public record Environment(String name, URI api, URI idp) {
    /** The production environment, with real trials. */
    public static final Environment PRODUCTION = named("production", "api", "idp");

    /** The acceptance environment. */
    public static final Environment STAGING = named("staging", "staging-api", "staging-idp");

    /** The development environment. */
    public static final Environment DEVELOPMENT = named("development", "dev-api", "dev-idp");

    /**
     * Checks the addresses.
     *
     * @throws IllegalArgumentException when an address is not absolute, has a user, query or fragment, or uses plain
     *     {@code http} for a host other than loopback
     */
    public Environment {
        Arguments.notBlank(name, "name");
        api = Arguments.baseAddress(api, "api");
        idp = Arguments.baseAddress(idp, "idp");
    }

    /**
     * Your own installation, or the sandbox.
     *
     * @param api the API's address
     * @param idp the identity provider's address
     * @throws IllegalArgumentException as the constructor does
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
