package io.flaskdata.sdk.admin;

/**
 * The confirmation that {@link Administration#replaceUsers} requires before it removes users from a study.
 *
 * @param studyId the study that everyone not in the new list is removed from
 */
public record RemoveAllOtherUsers(int studyId) {
    /**
     * Confirms that everyone not in the new list loses this study.
     *
     * @param studyId the study's id in FlaskData
     * @return the confirmation
     */
    public static RemoveAllOtherUsers fromStudy(int studyId) {
        return new RemoveAllOtherUsers(studyId);
    }
}
