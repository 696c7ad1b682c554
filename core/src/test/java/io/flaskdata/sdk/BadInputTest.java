package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.flaskdata.sdk.bare.BareApi;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
    private static final FlaskDataClient FLASK = FlaskDataClient.builder()
            .environment(Environment.DEVELOPMENT)
            .credentials("user@example.org", "x")
            .build();

    @Test
    void thereIsNoDefaultEnvironment() {
        assertThatThrownBy(() -> FlaskDataClient.builder().credentials("a", "b").build())
                .hasMessageContaining("environment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.example.org", "ftp://x", "api.example.org", "https://u@x", "https://x?y"})
    void anAddressThatIsNotSafeIsRefused(String address) {
        URI good = URI.create("https://idp.example.org");
        assertThatThrownBy(() -> Environment.custom(URI.create(address), good))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\r\nX: y", "a b", "é"})
    void aDatabaseThatCanBeNoHeaderIsRefused(String database) {
        assertThatThrownBy(() -> FLASK.edc(database)).hasMessageContaining("database");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;drop", "a()()", "../x", "a.b"})
    void aNameThatCanBeNoTableIsRefused(String table) {
        assertThatThrownBy(() -> FLASK.edc("demo").extract(table)).hasMessageContaining("table");
    }

    @Test
    void anInterfaceThatIsNotOursAndOneWithoutItsMetadataAreRefused() {
        assertThatThrownBy(() -> FLASK.api(Runnable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Runnable");
        assertThatThrownBy(() -> FLASK.api(BareApi.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/META-INF/flaskdata/bare.json is missing");
    }

    @Test
    void aWindowThatEndsBeforeItStartsIsRefused() {
        Extract from = FLASK.edc("demo").extract("t").updatedFrom(Instant.EPOCH.plusSeconds(1));
        assertThatThrownBy(() -> from.updatedBefore(Instant.EPOCH)).hasMessageContaining("window");
    }

    @Test
    void aValueThatWouldLoseDigitsIsRefused() {
        assertThatThrownBy(() -> CrfData.of("A", 1.10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CrfData.of("A", 1).and("A", 2)).hasMessageContaining("twice");
    }

    @Test
    void aLongLabelIsRefused() {
        assertThatThrownBy(() -> NewSubject.labelled("x".repeat(31))).hasMessageContaining("30");
    }

    @Test
    void noGeneratedTypeStandsInASignatureOfTheFacade() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.flaskdata.sdk");
        List<String> offenders = classes.stream()
                .filter(each -> each.getPackageName().equals("io.flaskdata.sdk")
                        && each.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(each -> each.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(BadInputTest::namesAGeneratedType)
                .map(JavaMethod::getFullName)
                .toList();
        assertThat(classes).isNotEmpty();
        assertThat(offenders).isEmpty();
    }

    private static boolean namesAGeneratedType(JavaMethod method) {
        return java.util.stream.Stream.concat(
                        method.getAllInvolvedRawTypes().stream(),
                        method.getExceptionTypes().stream().map(type -> type.toErasure()))
                .anyMatch(type -> type.getPackageName().startsWith("io.flaskdata.sdk."));
    }
}
