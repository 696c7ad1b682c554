package io.flaskdata.sdk.spring;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.FlaskDataClientBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;

/**
 * Makes a {@link FlaskDataClient} of the properties {@code flaskdata.*}, closed with the application context, unless the
 * application has one of its own. Sends nothing.
 *
 * <p>The builder is a bean too, a new one for each injection, for applications with several clients.
 */
@AutoConfiguration
@EnableConfigurationProperties(FlaskDataProperties.class)
public final class FlaskDataAutoConfiguration {
    FlaskDataAutoConfiguration() {}

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    @ConditionalOnMissingBean
    FlaskDataClientBuilder flaskDataClientBuilder(
            FlaskDataProperties properties, ObjectProvider<FlaskDataClientCustomizer> customizers) {
        FlaskDataClientBuilder builder = builder(properties);
        customizers.orderedStream().forEach(each -> each.customize(builder));
        return builder;
    }

    private static FlaskDataClientBuilder builder(FlaskDataProperties properties) {
        try {
            return FlaskDataClient.builder(properties::setting);
        } catch (IllegalArgumentException e) {
            throw new ClientNotMadeException(e, "Correct the property.");
        } catch (IllegalStateException e) {
            throw new ClientNotMadeException(e, "Correct the application's dependencies.");
        }
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    FlaskDataClient flaskDataClient(FlaskDataClientBuilder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new ClientNotMadeException(e, "Correct the property.");
        } catch (IllegalStateException e) {
            throw new ClientNotMadeException(
                    e,
                    "Set flaskdata.environment (or flaskdata.api-url and flaskdata.idp-url), flaskdata.email, and"
                            + " flaskdata.password or flaskdata.password-file; or use a FlaskDataClientCustomizer; or"
                            + " define a FlaskDataClient bean of your own.");
        }
    }
}
