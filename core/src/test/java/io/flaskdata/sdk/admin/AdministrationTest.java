package io.flaskdata.sdk.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdministrationTest extends FacadeTest {
    private static final AssignedUser USER = AssignedUser.of("user@example.org", UserRole.SITE);

    private Administration administration() {
        return flask.administration();
    }

    @Test
    void createsAndChangesAStudy() throws Exception {
        server.answers(Server.json("{\"study_id\":5}")).answers(Server.error(200, "saved"));
        StudySettings study = StudySettings.titled("Demo")
                .officialTitle("A demo")
                .protocolId("FD-1")
                .customer(1)
                .status(2)
                .with("phase", "II");
        assertThat(administration().createStudy(study).raw()).isEqualTo("{\"study_id\":5}");
        assertThat(administration()
                        .updateStudy(5, StudySettings.none().status(6))
                        .raw())
                .isEqualTo("saved");
        assertSent("/flask/study/create-update-flask-study", """
                {"brief_title":"Demo","official_title":"A demo","unique_protocolid":"FD-1","customer_id":1,"status_id":2,
                 "phase":"II"}""");
        assertSent("/flask/study/create-update-flask-study", "{\"study_id\":5,\"status_id\":6}");
    }

    @Test
    void createsAndChangesASite() throws Exception {
        server.answers(Server.json("{}")).answers(Server.json("{}"));
        administration()
                .createSite(
                        5, SiteSettings.named("North Clinic").identifier("001").with("beds", 30));
        administration().updateSite(5, 9, SiteSettings.none().status(1));
        assertSent(
                "/flask/site/create-update-flask-site",
                "{\"study_id\":5,\"site_name\":\"North Clinic\",\"unique_identifier\":\"001\",\"beds\":30}");
        assertSent("/flask/site/create-update-flask-site", "{\"study_id\":5,\"site_id\":9,\"status_id\":1}");
    }

    @Test
    void replacesAllUsersOfTheStudyThatTheConfirmationNames() throws Exception {
        server.answers(Server.json("{}"));
        administration()
                .replaceUsers(
                        5,
                        List.of(
                                USER.named("Example", "User").phone("1").site(9).with("language", "ENGLISH"),
                                AssignedUser.of("other@example.org", UserRole.CUSTOMER_ADMIN)),
                        RemoveAllOtherUsers.fromStudy(5));
        assertSent("/flask/study/create-update-flask-study-users", """
                {"study_id":5,"users":[
                  {"email":"user@example.org","first_name":"Example","last_name":"User","phone":"1","role_id":4,
                   "site_id":9,"language":"ENGLISH"},
                  {"email":"other@example.org","role_id":2}]}""");
    }

    @Test
    void usersAreNotReplacedByMistake() {
        Administration administration = administration();
        RemoveAllOtherUsers fromStudy5 = RemoveAllOtherUsers.fromStudy(5);
        assertThatThrownBy(() -> administration.replaceUsers(6, List.of(USER), fromStudy5))
                .hasMessageContaining("confirmation");
        assertThatThrownBy(() -> administration.replaceUsers(5, List.of(), fromStudy5))
                .hasMessageContaining("users");
        AssignedUser same = AssignedUser.of("User@Example.org", UserRole.STUDY);
        assertThatThrownBy(() -> administration.replaceUsers(5, List.of(USER, same), fromStudy5))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> administration.replaceUsers(5, List.of(USER.with("email", "x")), fromStudy5))
                .hasMessageContaining("email");
        assertThatThrownBy(() -> AssignedUser.of("nobody", UserRole.SITE)).hasMessageContaining("email");
        assertNothingSent();
        assertThat(USER).hasToString("AssignedUser[redacted]");
    }

    @Test
    void anErrorInsideTheAnswerIsAViolationThatMayHaveActed() {
        server.answers(Server.json("{\"error\":{\"code\":1,\"message\":\"no such customer\"}}"));
        assertThatThrownBy(() -> administration().createStudy(StudySettings.titled("Demo")))
                .isInstanceOfSatisfying(ProtocolViolationException.class, e -> {
                    assertThat(e.serverMayHaveActed()).isTrue();
                    assertThat(e.serverText()).contains("no such customer");
                });
    }

    @Test
    void aFailedWriteIsNotSentAgain() {
        server.answers(Server.error(503, "busy").setHeader("Retry-After", "0")).answers(Server.json("{}"));
        assertThatThrownBy(() -> administration().createStudy(StudySettings.titled("Demo")))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(server.web.getRequestCount()).isEqualTo(2);
    }
}
