package io.flaskdata.sdk.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.forms.CrfDocument;
import io.flaskdata.sdk.preflight.ItemFinding.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest extends FacadeTest {
    private CrfDocument demographics() {
        try (InputStream in = FacadeTest.class.getResourceAsStream("/event-document.json")) {
            assertThat(in).isNotNull();
            server.answers(Server.json(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return flask.forms().document("FED_A1B2C3D4E5F6").crf("Demographics");
    }

    private static String found(List<ItemFinding> findings) {
        return String.join(
                " ",
                findings.stream()
                        .map(each -> each.variable() + ":" + each.rule())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AGE      | 17    | AGE:MIN
            AGE      | 18    |
            AGE      | 120   |
            AGE      | 120.5 | AGE:MAX
            AGE      | old   | AGE:NUMBER
            SEX      | 3     | SEX:OPTIONS
            INITIALS | AB    | INITIALS:MIN_LENGTH INITIALS:PATTERN
            INITIALS | A-BC  | INITIALS:MAX_LENGTH INITIALS:PATTERN
            INITIALS | abc   | INITIALS:PATTERN
            """)
    void preflightListsWhatBreaksARule(String variable, String value, String problems) {
        PreflightReport report = Preflight.of(demographics().set("SEX", 1).set(variable, value));
        assertThat(found(report.problems())).isEqualTo(problems == null ? "" : problems);
        assertThat(report.passed()).isEqualTo(problems == null);
        assertThat(report.problems()).allSatisfy(each -> assertThat(each.text()).doesNotContain(value));
    }

    @Test
    void preflightSaysWhatItCanNotTell() {
        PreflightReport report = Preflight.of(demographics());
        assertThat(report.problems()).extracting(ItemFinding::rule).containsExactly(Rule.REQUIRED);
        assertThat(found(report.notEvaluated()))
                .isEqualTo("INITIALS:UNIQUE REASON:BRANCHING_LOGIC REASON:ASSERTION REASON:REQUIRED");
        CrfDocument answered = demographics().set("SEX", true).set("REASON", "x");
        assertThat(found(Preflight.of(answered).notEvaluated()))
                .isEqualTo("SEX:OPTIONS INITIALS:UNIQUE REASON:BRANCHING_LOGIC REASON:ASSERTION REASON:PATTERN");
    }
}
