package io.flaskdata.sdk;

/** The data server. Navigation makes no call. */
public final class DataServer {
    private final Transport transport;

    DataServer(Transport transport) {
        this.transport = transport;
    }

    /**
     * Reads rows of a study's forms data, one an item.
     *
     * @param studyId the study's id in FlaskData
     * @return the extract, to be narrowed and then read
     */
    public PartialExtract partialExtract(int studyId) {
        return PartialExtract.of(transport, studyId);
    }

    /**
     * A study.
     *
     * @param studyId the study's id in FlaskData
     * @return the study
     */
    public DataServerStudy study(int studyId) {
        return new DataServerStudy(transport, studyId);
    }
}
