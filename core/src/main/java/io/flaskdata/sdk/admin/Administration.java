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
 * Studies, sites and their users. Every call is a write and is never sent twice. The answers' shape is not known, so
 * they are returned unchanged. The request's member names are inferred.
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
     * Changes a study. Whether the server keeps settings that are not sent is not known.
     *
     * <p>Operation {@code POST /flask/study/create-update-flask-study}; contract: documented, its members inferred.
     *
     * @param studyId the study's id in FlaskData
     * @param settings the settings to change
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
     * Changes a site of a study. Whether the server keeps settings that are not sent is not known.
     *
     * <p>Operation {@code POST /flask/site/create-update-flask-site}; contract: documented, its members inferred.
     *
     * @param studyId the study's id in FlaskData
     * @param settings the settings to change
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
     * <b>Removes all users</b> from the study and assigns these instead; the server creates those that don't exist. No
     * operation adds a single user, and none lists the assigned users: anyone not in the list loses the study,
     * including the caller.
     *
     * <p>Operation {@code POST /flask/study/create-update-flask-study-users}; contract: documented, its members inferred.
     *
     * @param studyId the study's id in FlaskData
     * @param users all users of the study from now on, at least one, each e-mail address once
     * @param confirmation confirms that everyone else is removed from this study
     * @return the server's answer
     * @throws IllegalArgumentException when the confirmation names another study, or there is no user or a duplicate
     *     one: nothing is sent
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
        // Sent as further members, so that each user can have further ones too.
        Map<String, Object> all =
                Map.of("users", users.stream().map(AssignedUser::json).toList());
        ReplaceStudyUsersRequest request = ReplaceStudyUsersRequest.of().studyId(studyId);
        return ApiCall.of(transport.api(FormsStudyApi.class).replaceStudyUsers(request))
                .with(all)
                .acknowledged();
    }
}
