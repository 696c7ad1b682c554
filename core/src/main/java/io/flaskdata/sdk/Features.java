package io.flaskdata.sdk;

/** Features beside EDC and forms. Navigation makes no call. */
public final class Features {
    private final Transport transport;

    Features(Transport transport) {
        this.transport = transport;
    }

    /**
     * Randomization of a subject's kits.
     *
     * @param database the EDC database's name
     * @param subjectLabel the subject label in the EDC
     * @return the randomization, to be given its strata
     * @throws IllegalArgumentException when one is blank
     */
    public Randomization randomization(String database, String subjectLabel) {
        return Randomization.of(
                transport, Arguments.notBlank(database, "database"), Arguments.notBlank(subjectLabel, "subjectLabel"));
    }
}
