package io.flaskdata.sdk.edc;

/** A subject's gender, as ClinCapture stores it. */
public enum Gender {
    /** {@code f}. */
    FEMALE("f"),
    /** {@code m}. */
    MALE("m");

    private final String code;

    Gender(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
