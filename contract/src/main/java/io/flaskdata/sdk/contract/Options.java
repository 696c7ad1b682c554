package io.flaskdata.sdk.contract;

import io.flaskdata.sdk.call.CredentialsProvider;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a run may look at and write to. */
record Options(
        @Nullable String edc,
        @Nullable Integer study,
        String customerTable,
        @Nullable String subject,
        Map<String, String> strata,
        @Nullable CredentialsProvider user,
        ZoneId zone,
        int rows,
        int bytes,
        boolean production,
        @Nullable WriteTo write,
        Set<String> leftOut,
        Consumer<String> progress) {
    static final Options DEFAULTS = new Options(
            null,
            null,
            "studies",
            null,
            Map.of(),
            null,
            ZoneId.of("Asia/Jerusalem"),
            2_000,
            32 << 20,
            false,
            null,
            Set.of(),
            line -> {});

    /** The same with a change. */
    Options with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options being changed. */
    static final class Draft {
        @Nullable
        String edc;

        @Nullable
        Integer study;

        String customerTable;

        @Nullable
        String subject;

        Map<String, String> strata;

        @Nullable
        CredentialsProvider user;

        ZoneId zone;
        int rows;
        boolean production;

        @Nullable
        WriteTo write;

        Set<String> leftOut;
        Consumer<String> progress;
        private final int bytes;

        private Draft(Options from) {
            edc = from.edc;
            study = from.study;
            customerTable = from.customerTable;
            subject = from.subject;
            strata = from.strata;
            user = from.user;
            zone = from.zone;
            rows = from.rows;
            bytes = from.bytes;
            production = from.production;
            write = from.write;
            leftOut = from.leftOut;
            progress = from.progress;
        }

        private Options options() {
            return new Options(
                    edc,
                    study,
                    customerTable,
                    subject,
                    strata,
                    user,
                    zone,
                    rows,
                    bytes,
                    production,
                    write,
                    leftOut,
                    progress);
        }
    }
}
