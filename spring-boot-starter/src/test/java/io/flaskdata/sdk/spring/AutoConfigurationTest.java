package io.flaskdata.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.FlaskDataClientBuilder;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.micrometer.FlaskDataMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is in the context, and when. Sends nothing. */
class AutoConfigurationTest {
    private static final String HEALTH = "flaskdataHealthContributor";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    FlaskDataAutoConfiguration.class,
                    FlaskDataHealthAutoConfiguration.class,
                    FlaskDataMetricsAutoConfiguration.class,
                    FlaskDataSanitizingAutoConfiguration.class));

    private final ApplicationContextRunner configured = runner.withPropertyValues(
            "flaskdata.environment=staging", "flaskdata.email=monitor@example.org", "flaskdata.password=pass-word-1");

    @Configuration(proxyBeanMethods = false)
    static class OwnClient {
        @Bean
        FlaskDataClient own() {
            return client("own");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoClients {
        @Bean
        FlaskDataClient trial(FlaskDataClientBuilder builder) {
            return builder.build();
        }

        @Bean
        FlaskDataClient registry(FlaskDataClientBuilder builder) {
            return builder.environment(Environment.DEVELOPMENT).build();
        }
    }

    private static FlaskDataClient client(String email) {
        return FlaskDataClient.builder()
                .environment(Environment.DEVELOPMENT)
                .credentials(email, "x")
                .build();
    }

    @Test
    void propertiesMakeTheClient() {
        configured.withPropertyValues("flaskdata.read-only=true").run(context -> {
            FlaskDataClient flask = context.getBean(FlaskDataClient.class);
            assertThat(flask).hasToString("FlaskDataClient[staging, https://staging-api.flaskdata.io/]");
            NewSubject subject = NewSubject.labelled("001-901").site("001");
            assertThatThrownBy(() -> flask.edc("demo").createSubject(subject)).hasMessageContaining("read-only");
        });
    }

    @Test
    void theClientIsClosedWithTheContext() {
        List<FlaskDataClient> clients = new ArrayList<>();
        configured.run(context -> clients.add(context.getBean(FlaskDataClient.class)));
        assertThat(clients)
                .allSatisfy(flask -> assertThatThrownBy(flask::authorize).hasMessage("This FlaskDataClient is closed"))
                .hasSize(1);
    }

    @Test
    void aClientOfTheApplicationIsTheOnlyOne() {
        runner.withUserConfiguration(OwnClient.class).run(context -> {
            assertThat(context).hasSingleBean(FlaskDataClient.class).hasBean("own");
            assertThat(context).hasBean(HEALTH);
        });
    }

    @Test
    void twoClientsAreMadeOfTheBuilderAndAreTwoInHealth() {
        configured.withUserConfiguration(TwoClients.class).run(context -> {
            assertThat(context.getBean("trial")).asString().contains("staging");
            assertThat(context.getBean("registry")).asString().contains("development");
            assertThat((Iterable<?>) context.getBean(HEALTH)).hasSize(2);
        });
    }

    @Test
    void customizersHaveTheLastWord() {
        configured
                .withBean(FlaskDataClientCustomizer.class, () -> builder -> builder.environment(Environment.PRODUCTION))
                .run(context -> assertThat(context.getBean(FlaskDataClient.class))
                        .asString()
                        .contains("production"));
    }

    @Test
    void aCustomizersListenerDoesNotReplaceTheMetrics() {
        List<String> heard = new ArrayList<>();
        MeterRegistry registry = new SimpleMeterRegistry();
        // Nothing listens there.
        configured
                .withPropertyValues(
                        "flaskdata.environment=",
                        "flaskdata.api-url=http://127.0.0.1:1",
                        "flaskdata.idp-url=http://127.0.0.1:1")
                .withBean(MeterRegistry.class, () -> registry)
                .withBean(
                        FlaskDataClientCustomizer.class,
                        () -> builder -> builder.listener(event -> heard.add(event.operation())))
                .run(context -> {
                    FlaskDataClient flask = context.getBean(FlaskDataClient.class);
                    assertThatThrownBy(flask::authorize).hasMessageContaining("it was not sent");
                    assertThat(heard).contains("auth.authorize");
                    assertThat(registry.get("flaskdata.client.attempts")
                                    .tag("operation", "auth.authorize")
                                    .timer()
                                    .count())
                            .isEqualTo(heard.size());
                });
    }

    @Test
    void withoutARegistryThereAreNoMetrics() {
        configured.run(context ->
                assertThat(context).hasSingleBean(FlaskDataClient.class).doesNotHaveBean(FlaskDataMetrics.class));
    }

    @Test
    void actuatorAndMicrometerAreNotNeeded() {
        configured
                .withClassLoader(new FilteredClassLoader(
                        "io.micrometer", "org.springframework.boot.actuate", "org.springframework.boot.health"))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(FlaskDataClient.class);
                    assertThat(context).doesNotHaveBean(HEALTH);
                });
    }

    /** spring-projects/spring-boot#49196: Actuator of Spring Boot 4 comes without the types of health, too. */
    @Test
    void actuatorWithoutHealthIsEnough() {
        configured
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.actuate.health",
                        "org.springframework.boot.actuate.autoconfigure.health",
                        "org.springframework.boot.health"))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(FlaskDataClient.class);
                    assertThat(context).doesNotHaveBean(HEALTH).hasBean("flaskDataSanitizingFunction");
                });
    }

    @Test
    void theHealthIndicatorCanBeTurnedOff() {
        configured
                .withPropertyValues("management.health.flaskdata.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HEALTH));
        configured
                .withPropertyValues("management.health.defaults.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HEALTH));
    }

    @Test
    void withoutTheClientsConfigurationTheOthersStillStart() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        FlaskDataHealthAutoConfiguration.class, FlaskDataSanitizingAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HEALTH));
    }
}
