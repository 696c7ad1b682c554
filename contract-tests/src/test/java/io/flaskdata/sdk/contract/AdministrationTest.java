package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.Account;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.admin.AssignedUser;
import io.flaskdata.sdk.admin.RemoveAllOtherUsers;
import io.flaskdata.sdk.admin.SiteSettings;
import io.flaskdata.sdk.admin.StudySettings;
import io.flaskdata.sdk.admin.UserRole;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Account, customer and administration against the sandbox. */
class AdministrationTest {
    private static final int DEMO = 1000001;

    private Sandbox sandbox;
    private FlaskDataClient flask;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start();
        flask = client(Sandbox.API_USER);
    }

    @AfterEach
    void stop() {
        flask.close();
        sandbox.close();
    }

    private FlaskDataClient client(String user) {
        return FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(user, Sandbox.PASSWORD)
                .build();
    }

    @Test
    void theSignedInUserIsWhoSignedIn() {
        try (FlaskDataClient subject = flask.signIn(Sandbox.SUBJECT_USER, Sandbox.PASSWORD)) {
            Account account = subject.self();
            assertThat(account.email()).isEqualTo(Sandbox.SUBJECT_USER);
            assertThat(account.studySubjectLabel()).isEqualTo("001-001");
        }
        assertThat(flask.self().email()).isEqualTo(Sandbox.API_USER);
    }

    @Test
    void aNewStudyIsInTheCustomersTableAndCanBeChanged() {
        flask.administration()
                .createStudy(StudySettings.titled("A new study")
                        .officialTitle("A new study, officially")
                        .protocolId("FD-NEW-01"));
        List<Row> rows = flask.customer()
                .table("studies")
                .where("unique_protocolid", "FD-NEW-01")
                .toList();
        assertThat(rows).extracting(row -> row.string("brief_title")).containsExactly("A new study");
        int study = Integer.parseInt(rows.get(0).required("study_id"));
        flask.administration().updateStudy(study, StudySettings.titled("A renamed study"));
        flask.administration()
                .createSite(study, SiteSettings.named("East Clinic").identifier("001"));
        assertThat(flask.customer().table("studies").studies(study).toList())
                .extracting(row -> row.string("brief_title"))
                .containsExactly("A renamed study");
    }

    @Test
    void whoIsNotInTheNewListLosesTheStudy() {
        try (FlaskDataClient study = client(Sandbox.STUDY_USER)) {
            assertThat(study.dataServer(DEMO).partialExtract().toList()).isNotEmpty();
            flask.administration()
                    .replaceUsers(
                            DEMO,
                            List.of(AssignedUser.of("new@example.org", UserRole.STUDY)
                                    .named("New", "User")),
                            RemoveAllOtherUsers.fromStudy(DEMO));
            assertThatThrownBy(() -> study.dataServer(DEMO).partialExtract().toList())
                    .isInstanceOf(RejectedException.class);
        }
    }

    @Test
    void theMonthsBillIsAZip(@TempDir Path folder) {
        Path file = folder.resolve("bill.zip");
        List<String> items = new ArrayList<>();
        flask.customer()
                .billingReports(YearMonth.of(2026, 2))
                .forEachRow((csv, row) -> items.add(row.string("item") + " " + row.string("unit_price")));
        assertThat(items).contains("Active subjects 4.50");
        assertThat(flask.customer()
                        .billingReports(YearMonth.of(2026, 2))
                        .downloadTo(file)
                        .content()
                        .bytes())
                .isPositive();
    }
}
