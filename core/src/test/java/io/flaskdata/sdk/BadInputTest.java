package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.flaskdata.sdk.bare.BareApi;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.dataserver.PartialExtract;
import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.forms.CrfData;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
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
        assertThatThrownBy(() -> from.updatedBefore(Instant.EPOCH)).hasMessageStartingWith("end makes a window");
        Extract before = FLASK.edc("demo").extract("t").updatedBefore(Instant.EPOCH);
        assertThatThrownBy(() -> before.updatedFrom(Instant.EPOCH)).hasMessageStartingWith("start makes a window");
        PartialExtract forms = FLASK.dataServer(1).partialExtract();
        assertThatThrownBy(() -> forms.eventsBetween(Instant.EPOCH, Instant.EPOCH))
                .hasMessageStartingWith("to makes a window");
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

    /** But for the one method that takes the caller's own OkHttp client. */
    @Test
    void noGeneratedNorRetrofitOkHttpOrGsonTypeStandsInASignatureOfTheFacade() {
        // By place, because not every build's folders are named as ArchUnit expects.
        JavaClasses classes = new ClassFileImporter()
                .importUrl(FlaskDataClient.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
        List<JavaClass> facade = classes.stream()
                .filter(each -> !isInner(each) && each.getModifiers().contains(JavaModifier.PUBLIC))
                .toList();
        List<String> offenders = facade.stream()
                .flatMap(each -> each.getMembers().stream())
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED))
                .filter(member -> member.getAllInvolvedRawTypes().stream().anyMatch(BadInputTest::isInner))
                .map(JavaMember::getFullName)
                .toList();
        assertThat(facade).hasSizeGreaterThan(50);
        assertThat(offenders)
                .containsExactly(
                        FlaskDataClientBuilder.class.getName() + ".httpClient(" + OkHttpClient.class.getName() + ")");
        assertThat(facade)
                .allSatisfy(each -> assertThat(each.getAllRawSuperclasses()).noneMatch(BadInputTest::isInner))
                .allSatisfy(each -> assertThat(each.getAllRawInterfaces()).noneMatch(BadInputTest::isInner));
    }

    private static boolean isInner(JavaClass type) {
        return type.getPackageName().matches("io\\.flaskdata\\.sdk\\.(api|bare|.*\\binternal)\\b.*")
                || Stream.of("retrofit2", "okhttp3", "okio", "com.google.gson", "de.siegmar")
                        .anyMatch(type.getPackageName()::startsWith);
    }
}
