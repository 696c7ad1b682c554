package io.flaskdata.sdk.randomization;

/** What a {@link Randomization} knows of its subject. */
public enum RandomizationState {
    /** Nothing was asked yet: read. */
    NOT_READ,
    /** The subject has no kit: randomize. */
    NOT_RANDOMIZED,
    /** The subject has a kit: it may be changed. */
    RANDOMIZED,
    /** A randomization or a change may have been done or not: read. */
    UNKNOWN
}
