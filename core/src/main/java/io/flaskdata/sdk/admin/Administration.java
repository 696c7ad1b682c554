package io.flaskdata.sdk.admin;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.forms.FormsSiteApi;
import io.flaskdata.sdk.api.forms.FormsStudyApi;
import io.flaskdata.sdk.api.forms.model.ReplaceStudyUsersRequest;
import io.flaskdata.sdk.call.Acknowledgement;
import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import java.util.List;
import java.util.Map;

/**
 * Studies, sites and their users. Every call writes and is never sent twice. What the server answers is not known: it is
 * handed on as it came. The names of the members on the wire are inferred.
 */
public final class Administration {
    private final Transport transport;

    private Administration(Transport transport) {
        this.transport = transport;
    }

    /**
     * Used by {@link FlaskDataClient#administration}.
     *
     * @param caller the client's
     */
    public static Administration of(Caller caller) {
        return new Administration(Transport.of(caller));
    }

    /**
     * Creates a study.
     *
     * <p>Operation {@code POST /flask/study/create-update-flask-study}, without {@code study_id}; contract: documented,
     * its members inferred.
     *
     * @return the server's answer
     * @throws OutcomeUnknownException when no answer came: look for the study before you send it again
     * @throws FlaskDataException for any other failure
     */
    public Acknowledgement createStudy(StudySettings settings) {
        return ApiCall.of(transport.api(FormsStudyApi.class).createOrUpdateStudy(settings.request()))
                .with(settings.further())
                .acknowledged();
    }

    /**
     * Changes a study. Whether the server keeps what is not given is not known.
     *
     * <p>Operation {@code POST /flask/study/create-update-flask-study}; contract: documented, its members inferred.
     *
     * @param studyId the study's id in FlaskData
     * @param settings what to change
     * @return the server's answer
     * @throws FlaskDataException when it fails
     */
    public Acknowledgement updateStudy(int studyId, StudySettings settings) {
        return ApiCall.of(transport
                        .api(FormsStudyApi.class)
                        .createOrUpdateStudy(settings.request().studyId(studyId)))
                .with(settings.further())
                .acknowledged();
    }

    /**
     * Creates a site of a study.
     *
     * <p>Operation {@code POST /flask/site/create-update-flask-site}, without {@code site_id}; contract: documented, its
     * members inferred.
     *
     * @param studyId the study's id in FlaskData
     * @return the server's answer
     * @throws OutcomeUnknownException when no answer came: look for the site before you send it again
     * @throws FlaskDataException for any other failure
     */
    public Acknowledgement createSite(int studyId, SiteSettings settings) {
        return ApiCall.of(transport
                        .api(FormsSiteApi.class)
                        .createOrUpdateSite(settings.request().studyId(studyId)))
                .with(settings.further())
                .acknowledged();
    }

    /**
     * Changes a site of a study. Whether the server keeps what is not given is not known.
     *
     * <p>Operation {@code POST /flask/site/create-update-flask-site}; contract: documented, its members inferred.
     *
     * @param studyId the study's id in FlaskData
     * @param settings what to change
     * @return the server's answer
     * @throws FlaskDataException when it fails
     */
    public Acknowledgement updateSite(int studyId, int siteId, SiteSettings settings) {
        return ApiCall.of(transport
                        .api(FormsSiteApi.class)
                        .createOrUpdateSite(settings.request().studyId(studyId).siteId(siteId)))
                .with(settings.further())
                .acknowledged();
    }

    /**
     * <b>Removes everybody</b> who was assigned to the study and assigns these users instead; the server creates those
     * that don't exist. There is no operation that adds one user and leaves the others alone, and none that reads who is
     * assigned: whoever is not in the list loses the study, the caller included.
     *
     * <p>Operation {@code POST /flask/study/create-update-flask-study-users}; contract: documented, its members inferred.
     *
     * @param studyId the study's id in FlaskData
     * @param users everybody who shall have the study from now on, one at least, each e-mail address once
     * @param confirmation that everybody else is removed from this very study
     * @return the server's answer
     * @throws IllegalArgumentException when the confirmation names another study, when there is no user, or one twice:
     *     nothing is sent
     * @throws FlaskDataException when it fails, possibly after part of the work
     */
    public Acknowledgement replaceUsers(int studyId, List<AssignedUser> users, RemoveAllOtherUsers confirmation) {
        if (confirmation.studyId() != studyId) {
            throw new IllegalArgumentException("confirmation names another study");
        }
        if (users.isEmpty()) {
            throw new IllegalArgumentException("users must not be empty");
        }
        if (users.stream().map(AssignedUser::identity).distinct().count() < users.size()) {
            throw new IllegalArgumentException("users must not have an e-mail address twice");
        }
        // As further members, so that each user can have further ones too.
        Map<String, Object> all =
                Map.of("users", users.stream().map(AssignedUser::json).toList());
        ReplaceStudyUsersRequest request = ReplaceStudyUsersRequest.of().studyId(studyId);
        return ApiCall.of(transport.api(FormsStudyApi.class).replaceStudyUsers(request))
                .with(all)
                .acknowledged();
    }
}
