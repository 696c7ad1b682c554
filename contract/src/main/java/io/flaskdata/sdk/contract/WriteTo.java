package io.flaskdata.sdk.contract;

import org.jspecify.annotations.Nullable;

/** Where a run may write: a study, an event and a CRF of it, and whether it may administer. */
record WriteTo(
        int study,
        String subject,
        String event,
        String crf,
        String item,
        String value,
        @Nullable String email,
        boolean administration) {}
