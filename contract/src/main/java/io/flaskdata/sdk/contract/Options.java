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

    Options withEdc(String changed) {
        return new Options(
                changed,
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

    Options withStudy(int changed) {
        return new Options(
                edc,
                changed,
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

    Options withCustomerTable(String changed) {
        return new Options(
                edc, study, changed, subject, strata, user, zone, rows, bytes, production, write, leftOut, progress);
    }

    Options withSubject(String changed) {
        return new Options(
                edc,
                study,
                customerTable,
                changed,
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

    Options withStrata(Map<String, String> changed) {
        return new Options(
                edc,
                study,
                customerTable,
                subject,
                changed,
                user,
                zone,
                rows,
                bytes,
                production,
                write,
                leftOut,
                progress);
    }

    Options withUser(CredentialsProvider changed) {
        return new Options(
                edc,
                study,
                customerTable,
                subject,
                strata,
                changed,
                zone,
                rows,
                bytes,
                production,
                write,
                leftOut,
                progress);
    }

    Options withZone(ZoneId changed) {
        return new Options(
                edc,
                study,
                customerTable,
                subject,
                strata,
                user,
                changed,
                rows,
                bytes,
                production,
                write,
                leftOut,
                progress);
    }

    Options withRows(int changed) {
        return new Options(
                edc,
                study,
                customerTable,
                subject,
                strata,
                user,
                zone,
                changed,
                bytes,
                production,
                write,
                leftOut,
                progress);
    }

    Options withBytes(int changed) {
        return new Options(
                edc,
                study,
                customerTable,
                subject,
                strata,
                user,
                zone,
                rows,
                changed,
                production,
                write,
                leftOut,
                progress);
    }

    Options withProduction(boolean changed) {
        return new Options(
                edc, study, customerTable, subject, strata, user, zone, rows, bytes, changed, write, leftOut, progress);
    }

    Options withWrite(@Nullable WriteTo changed) {
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
                changed,
                leftOut,
                progress);
    }

    Options withLeftOut(Set<String> changed) {
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
                changed,
                progress);
    }

    Options withProgress(Consumer<String> changed) {
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
                changed);
    }
}
