package io.flaskdata.sdk.spectools;

import java.util.Locale;
import java.util.SortedSet;

/**
 * One difference between two documents.
 *
 * @param level its effect on a program that uses the bindings
 * @param what the difference, in a sentence
 * @param java the Java names it touches
 */
record Change(Level level, String what, SortedSet<String> java) {
    /** From the mildest to the worst. */
    enum Level {
        DOCUMENTATION,
        COMPATIBLE,
        BREAKING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The version's part that such a change raises. */
        String step() {
            return switch (this) {
                case DOCUMENTATION -> "patch";
                case COMPATIBLE -> "minor";
                case BREAKING -> "major";
            };
        }
    }
}
