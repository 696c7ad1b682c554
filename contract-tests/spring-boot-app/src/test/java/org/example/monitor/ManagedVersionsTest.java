package org.example.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import java.nio.file.Path;
import kotlin.KotlinVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads, writes and files with the versions of Gson, Kotlin and JUnit that Spring Boot manages, without Spring. */
@FlaskDataSandbox
class ManagedVersionsTest {
    @Test
    void readsWritesAndFilesWork(Sandbox sandbox, @TempDir Path folder) {
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build()) {
            flask.edc("demo").createSubject(NewSubject.labelled("001-901").site("001"));
            Path file = folder.resolve("subjects.csv");
            flask.edc("demo").extract("study_subject").writeCsv(file);
            assertThat(file).content().contains("001-901");

            assertThat(flask.forms()
                            .study(3581600)
                            .subjectLabelled("001-023")
                            .event("01-Screening")
                            .addCrf("Demographics", CrfData.of("GENDER", "Female").and("AGE", 21))
                            .crfDataId())
                    .isNotBlank();
            assertThat(flask.async(flask::self).join().email()).isEqualTo(Sandbox.API_USER);
        }
    }

    /** Older ones than the SDK's own: that is what is tried here. */
    @Test
    void theVersionsAreSpringBoots() {
        assertThat(jar(Gson.class)).endsWith("/gson-2.13.2.jar");
        assertThat(jar(KotlinVersion.class)).containsPattern("/kotlin-stdlib-(1\\.9\\.25|2\\.3\\.21)\\.jar$");
    }

    private static String jar(Class<?> of) {
        return of.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
