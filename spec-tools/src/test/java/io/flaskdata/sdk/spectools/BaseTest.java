package io.flaskdata.sdk.spectools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A made-up upstream change, seen from each kind of base. */
class BaseTest {
    @TempDir
    Path folder;

    private Path specs;
    private String served;

    @BeforeEach
    void specs() throws IOException {
        try (InputStream in = BaseTest.class.getResourceAsStream("/as-served.json")) {
            served = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
        specs = folder.resolve("project/specs");
        write(specs, served);
    }

    private static void write(Path specs, String document) throws IOException {
        Files.createDirectories(specs.resolve("overlays"));
        Files.createDirectories(specs.resolve("upstream"));
        Files.writeString(specs.resolve("sources.yaml"), """
                sources: [{id: general, address: "{api}/swagger.json"}]
                documents: [{id: all, source: general, paths: /**, prefix: All}]
                """);
        Files.writeString(specs.resolve("upstream/general.json"), document);
        Lock.relock(specs, Sources.read(specs));
    }

    private String changed() {
        return served.replace("/auth/logout", "/auth/sign-out");
    }

    @Test
    void aFolderIsTheOldState() throws IOException {
        write(folder.resolve("old/specs"), changed());
        for (Path base : List.of(folder.resolve("old"), folder.resolve("old/specs"))) {
            assertThat(Base.compare(base.toString(), specs).markdown())
                    .contains("**breaking** POST /auth/sign-out is gone (`FlaskApi.signOut`)")
                    .contains("**compatible** POST /auth/logout is new");
        }
    }

    @Test
    void aGitRefIsTheOldState() throws Exception {
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "first");
        write(specs, changed());
        assertThat(Base.compare("HEAD", specs).markdown())
                .contains("# Changes from HEAD to the working tree")
                .contains("POST /auth/logout is gone", "POST /auth/sign-out is new");
        assertThatThrownBy(() -> Base.compare("nowhere", specs)).hasMessageContaining("git doesn't know it");
        assertThatThrownBy(() -> Base.compare("--output=x", specs)).hasMessageContaining("nor a git ref");
    }

    private void git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(folder.resolve("project").toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void anEnvironmentIsTheNewStateAndNothingIsChangedHere() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/swagger.json", exchange -> {
            byte[] bytes = changed().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(Base.compare(Fetch.Addresses.of("", address, address), specs)
                            .markdown())
                    .contains("from the working tree to " + address)
                    .contains("POST /auth/logout is gone", "POST /auth/sign-out is new");
        } finally {
            server.stop(0);
        }
        assertThat(specs.resolve("upstream/general.json")).hasContent(served);
    }

    @Test
    void aFolderWithoutSpecsSaysSo() {
        assertThatThrownBy(() -> Base.compare(folder.toString(), specs)).hasMessageContaining("no sources.yaml");
    }
}
