package io.flaskdata.sdk.spring;

import io.flaskdata.sdk.FlaskDataClient;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A health contributor named {@code flaskdata}, made of {@link FlaskDataClient#check} for each client of the
 * application. The types of health have one package in Spring Boot 3.5 and another in 4.
 */
@AutoConfiguration(after = FlaskDataAutoConfiguration.class)
@EnableConfigurationProperties(FlaskDataProperties.class)
@ConditionalOnBean(FlaskDataClient.class)
public final class FlaskDataHealthAutoConfiguration {
    private static final String NAME = "flaskdataHealthContributor";

    FlaskDataHealthAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({
        org.springframework.boot.actuate.health.HealthContributor.class,
        org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator.class
    })
    static class Boot3 {
        @Bean(NAME)
        @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator("flaskdata")
        @ConditionalOnMissingBean(name = NAME)
        org.springframework.boot.actuate.health.HealthContributor contributor(
                Map<String, FlaskDataClient> clients, FlaskDataProperties properties) {
            return clients.size() == 1
                    ? indicator(clients.values().iterator().next(), properties)
                    : org.springframework.boot.actuate.health.CompositeHealthContributor.fromMap(
                            clients, client -> indicator(client, properties));
        }

        private static org.springframework.boot.actuate.health.HealthContributor indicator(
                FlaskDataClient client, FlaskDataProperties properties) {
            HealthCheck check = new HealthCheck(client, properties.health(), InstantSource.system());
            return new org.springframework.boot.actuate.health.AbstractHealthIndicator(
                    "The check of FlaskData failed") {
                @Override
                protected void doHealthCheck(org.springframework.boot.actuate.health.Health.Builder builder) {
                    if (check.isUp(builder::withDetail)) {
                        builder.up();
                    } else {
                        builder.down();
                    }
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({
        org.springframework.boot.health.contributor.HealthContributor.class,
        org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator.class
    })
    static class Boot4 {
        @Bean(NAME)
        @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("flaskdata")
        @ConditionalOnMissingBean(name = NAME)
        org.springframework.boot.health.contributor.HealthContributor contributor(
                Map<String, FlaskDataClient> clients, FlaskDataProperties properties) {
            return clients.size() == 1
                    ? indicator(clients.values().iterator().next(), properties)
                    : org.springframework.boot.health.contributor.CompositeHealthContributor.fromMap(
                            clients, client -> indicator(client, properties));
        }

        private static org.springframework.boot.health.contributor.HealthContributor indicator(
                FlaskDataClient client, FlaskDataProperties properties) {
            HealthCheck check = new HealthCheck(client, properties.health(), InstantSource.system());
            return new org.springframework.boot.health.contributor.AbstractHealthIndicator(
                    "The check of FlaskData failed") {
                @Override
                protected void doHealthCheck(org.springframework.boot.health.contributor.Health.Builder builder) {
                    if (check.isUp(builder::withDetail)) {
                        builder.up();
                    } else {
                        builder.down();
                    }
                }
            };
        }
    }
}
