package io.flaskdata.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.ReceivedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** A web application with Actuator, as its users see it, against the sandbox. */
class StarterTest {
    private static Sandbox sandbox;
    private static ConfigurableApplicationContext application;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start();
        application = SpringApplication.run(Application.class, arguments());
    }

    private static String[] arguments() {
        return new String[] {
            "--server.port=0",
            "--spring.main.banner-mode=off",
            "--spring.jmx.enabled=false",
            "--management.endpoints.web.exposure.include=*",
            "--management.endpoint.env.show-values=always",
            "--management.endpoint.configprops.show-values=always",
            "--management.endpoint.health.show-details=always",
            "--flaskdata.api-url=" + sandbox.apiUrl(),
            "--flaskdata.idp-url=" + sandbox.idpUrl(),
            "--flaskdata.email=" + Sandbox.API_USER,
            "--flaskdata.password=" + Sandbox.PASSWORD,
            "--flaskdata.call-timeout=30",
            "--flaskdata.read-only=true",
            "--flaskdata.health.databases=demo"
        };
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    private static HttpResponse<String> actuator(String path) throws IOException, InterruptedException {
        String port = application.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> received() {
        return sandbox.requests().stream().map(ReceivedRequest::path).toList();
    }

    @Test
    void theSpringBootIsTheOneThatThisRunIsFor() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("flaskdata.spring-boot-version"));
    }

    @Test
    void theClientIsReadyToUseAndItsCallsAreMetrics() throws Exception {
        FlaskDataClient flask = application.getBean(FlaskDataClient.class);
        assertThat(flask.edc("demo").extract("study").toList()).isNotEmpty();

        HttpResponse<String> metric =
                actuator("metrics/flaskdata.client.attempts?tag=operation:edc.extractData&tag=outcome:SUCCESS");
        assertThat(metric.statusCode()).isEqualTo(200);
        assertThat(metric.body())
                .contains("\"baseUnit\":\"seconds\"", "\"statistic\":\"COUNT\"")
                .doesNotContain("demo", Sandbox.API_USER);
        assertThat(actuator("metrics/flaskdata.client.response.size").body()).contains("\"baseUnit\":\"bytes\"");
    }

    /** As spring-projects/spring-boot#3441 describes it: an expensive check, asked for every few seconds. */
    @Test
    void manyProbesAreOneCheck() throws Exception {
        FlaskDataClient flask = application.getBean(FlaskDataClient.class);
        flask.authorize();
        actuator("health");
        int before = received().size();
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> health = actuator("health/flaskdata");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body())
                    .contains("\"status\":\"UP\"", "database demo", "studies and sites", "\"clock\"")
                    .doesNotContain(Sandbox.PASSWORD, Sandbox.API_USER);
        }
        assertThat(received()).hasSize(before);
        assertThat(received().stream().filter("/health"::equals)).hasSize(1);
        assertThat(received().stream().filter("/auth/authorize"::equals)).hasSize(1);
    }

    /** With values shown: the command line has the password too. */
    @ParameterizedTest
    @ValueSource(strings = {"env", "configprops", "env/flaskdata.password", "beans", "conditions", "loggers"})
    void noEndpointShowsThePassword(String endpoint) throws Exception {
        HttpResponse<String> answer = actuator(endpoint);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(Sandbox.PASSWORD);
    }

    @Test
    void theEndpointsShowTheOtherProperties() throws Exception {
        assertThat(actuator("env/flaskdata.password").body()).contains("\"******\"");
        assertThat(actuator("configprops").body())
                .contains(
                        "flaskdata-io.flaskdata.sdk.spring.FlaskDataProperties",
                        sandbox.apiUrl().toString(),
                        "PT30S")
                .contains("\"password\":\"******\"");
    }
}
