package io.flaskdata.sdk;

/**
 * A subject that was created.
 *
 * @param studySubjectId the id of its row in {@code study_subject}
 */
public record CreatedSubject(int studySubjectId) {}
