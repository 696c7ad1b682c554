package io.flaskdata.sdk.admin;

/**
 * The word that {@link Administration#replaceUsers} wants before it removes people from a study.
 *
 * @param studyId the study that everybody who is not in the new list is removed from
 */
public record RemoveAllOtherUsers(int studyId) {
    /**
     * Confirms that everybody who is not in the new list loses this study.
     *
     * @param studyId the study's id in FlaskData
     * @return the confirmation
     */
    public static RemoveAllOtherUsers fromStudy(int studyId) {
        return new RemoveAllOtherUsers(studyId);
    }
}
