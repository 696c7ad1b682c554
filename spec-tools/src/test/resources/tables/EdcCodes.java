// Made of list.yaml.
package io.flaskdata.sdk.edc;

/** ClinCapture's lists of codes, as far as they are public. */
public final class EdcCodes {
    private EdcCodes() {}

    /** A code with a name. */
    public interface Code {
        /**
         * The number in the database.
         *
         * @return the code
         */
        int code();
    }

    /** Of a visit. */
    public enum State implements Code {
        /** 1. */
        PLANNED(1),
        /** 20; of a visit: signed. */
        DONE(20);

        private final int code;

        State(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Of nothing. */
    public enum Kind implements Code {
        /** 0. */
        NONE(0);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }
}
