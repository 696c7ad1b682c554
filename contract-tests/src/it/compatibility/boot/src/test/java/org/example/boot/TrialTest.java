package org.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kotlin.KotlinVersion;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

@FlaskDataSandbox
class TrialTest {
    @Test
    void itRunsWithTheVersionsThatSpringBootManages(Sandbox sandbox) throws Exception {
        try (ConfigurableApplicationContext application = SpringApplication.run(
                Trial.class,
                "--server.port=0",
                "--flaskdata.api-url=" + sandbox.apiUrl(),
                "--flaskdata.idp-url=" + sandbox.idpUrl(),
                "--flaskdata.email=" + Sandbox.API_USER,
                "--flaskdata.password=" + Sandbox.PASSWORD)) {
            String port = application.getEnvironment().getProperty("local.server.port");
            assertThat(Integer.parseInt(get(port, "/subjects/001"))).isPositive();
            assertThat(get(port, "/actuator/health")).contains("\"UP\"");
        }
        StringBuilder jars = new StringBuilder();
        for (Class<?> each : List.of(SpringApplication.class, Gson.class, OkHttpClient.class, KotlinVersion.class, Logger.class)) {
            jars.append(Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI()).getFileName()).append('\n');
        }
        Files.writeString(Path.of("target/jars.txt"), jars);
    }

    private static String get(String port, String path) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
