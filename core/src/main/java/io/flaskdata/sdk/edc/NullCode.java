package io.flaskdata.sdk.edc;

import java.util.Optional;
import java.util.stream.Stream;

/** Why an item has no value; stored in place of the value, even for numbers and dates. */
public enum NullCode {
    /** No information. */
    NI,
    /** Not applicable. */
    NA,
    /** Unknown. */
    UNK,
    /** Not asked. */
    NASK,
    /** Asked but unknown. */
    ASKU,
    /** Not available. */
    NAV,
    /** Other. */
    OTH,
    /** Positive infinity. */
    PINF,
    /** Negative infinity. */
    NINF,
    /** Masked. */
    MSK,
    /** Not present. */
    NP,
    /** Not performed. */
    NPE;

    static Optional<NullCode> of(String text) {
        return Stream.of(values()).filter(code -> code.name().equals(text)).findFirst();
    }
}
