package io.flaskdata.sdk.spring;

import io.flaskdata.sdk.FlaskDataClientBuilder;

/**
 * A bean that changes the builder of the application's client, after the properties were applied. Several are called in
 * Spring's order.
 */
@FunctionalInterface
public interface FlaskDataClientCustomizer {
    /** Called once for each builder that is injected. */
    void customize(FlaskDataClientBuilder builder);
}
