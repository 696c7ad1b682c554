package io.flaskdata.sdk.randomization;

/** What a {@link Randomization} knows about its subject. */
public enum RandomizationState {
    /** Nothing has been read yet: read. */
    NOT_READ,
    /** The subject has no kit: randomize. */
    NOT_RANDOMIZED,
    /** The subject has a kit: it may be changed. */
    RANDOMIZED,
    /** The outcome of a randomization or change is unknown: read. */
    UNKNOWN
}
