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

    /** Of a study, site, subject, CRF and so on. */
    public enum Status implements Code {
        /** 0. */
        INVALID(0),
        /** 1. */
        AVAILABLE(1),
        /** 2; of an event CRF: complete. */
        UNAVAILABLE(2),
        /** 3. */
        PRIVATE(3),
        /** 4. */
        PENDING(4),
        /** 5. */
        REMOVED(5),
        /** 6. */
        LOCKED(6),
        /** 7. */
        AUTO_REMOVED(7),
        /** 8. */
        SIGNED(8),
        /** 9. */
        FROZEN(9),
        /** 10. */
        SOURCE_DATA_VERIFIED(10);

        private final int code;

        Status(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Of an event of a subject. */
    public enum EventStatus implements Code {
        /** 1. */
        SCHEDULED(1),
        /** 2. */
        NOT_SCHEDULED(2),
        /** 3. */
        DATA_ENTRY_STARTED(3),
        /** 4. */
        COMPLETED(4),
        /** 5. */
        STOPPED(5),
        /** 6. */
        SKIPPED(6),
        /** 7. */
        LOCKED(7),
        /** 8. */
        SIGNED(8),
        /** 9. */
        SOURCE_DATA_VERIFIED(9),
        /** 10. */
        REMOVED(10);

        private final int code;

        EventStatus(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Of a discrepancy note. */
    public enum QueryType implements Code {
        /** 1. */
        FAILED_VALIDATION_CHECK(1),
        /** 2. */
        ANNOTATION(2),
        /** 3. */
        QUERY(3),
        /** 4. */
        REASON_FOR_CHANGE(4);

        private final int code;

        QueryType(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Of a discrepancy note. */
    public enum Resolution implements Code {
        /** 1. */
        NEW(1),
        /** 2. */
        UPDATED(2),
        /** 3. */
        RESOLUTION_PROPOSED(3),
        /** 4. */
        CLOSED(4),
        /** 5. */
        NOT_APPLICABLE(5);

        private final int code;

        Resolution(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** What of a CRF must be verified against the source data. */
    public enum Verification implements Code {
        /** 1. */
        ENTIRE_CRF(1),
        /** 2. */
        SPECIFIC_ITEMS(2),
        /** 3. */
        NOT_REQUIRED(3);

        private final int code;

        Verification(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** What an entry of the audit log tells. */
    public enum AuditType implements Code {
        /** 1. */
        ITEM_VALUE(1),
        /** 2. */
        STUDY_SUBJECT_CREATED(2),
        /** 3. */
        STUDY_SUBJECT_STATUS(3),
        /** 4. */
        STUDY_SUBJECT_VALUE(4),
        /** 8. */
        CRF_COMPLETE(8),
        /** 9. */
        CRF_PROPERTIES(9),
        /** 12. */
        ITEM_STATUS(12),
        /** 13. */
        ITEM_DELETED(13),
        /** 17. */
        EVENT_SCHEDULED(17),
        /** 18. */
        EVENT_STARTED(18),
        /** 19. */
        EVENT_COMPLETED(19),
        /** 20. */
        EVENT_STOPPED(20),
        /** 21. */
        EVENT_SKIPPED(21),
        /** 22. */
        EVENT_LOCKED(22),
        /** 23. */
        EVENT_REMOVED(23),
        /** 24. */
        EVENT_START_DATE(24),
        /** 25. */
        EVENT_END_DATE(25),
        /** 26. */
        EVENT_LOCATION(26),
        /** 32. */
        CRF_SDV(32),
        /** 50. */
        EVENT_SDV(50);

        private final int code;

        AuditType(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }
}
