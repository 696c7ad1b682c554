package io.flaskdata.sdk.spring;

import io.flaskdata.sdk.micrometer.FlaskDataMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Records every call in the application's Micrometer registry, if there is one; {@link FlaskDataMetrics} says what. */
@AutoConfiguration(
        before = FlaskDataAutoConfiguration.class,
        afterName = {
            // Spring Boot 3.5
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            // Spring Boot 4
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
public final class FlaskDataMetricsAutoConfiguration {
    FlaskDataMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    FlaskDataMetrics flaskDataMetrics(MeterRegistry registry) {
        return FlaskDataMetrics.of(registry);
    }

    @Bean
    FlaskDataClientCustomizer flaskDataMetricsCustomizer(FlaskDataMetrics metrics) {
        return builder -> builder.listener(metrics);
    }
}
