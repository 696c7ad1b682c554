package io.flaskdata.sdk.bulk;

import io.flaskdata.sdk.forms.FormsEvent;
import io.flaskdata.sdk.forms.FormsStudy;
import io.flaskdata.sdk.forms.FormsSubject;
import io.flaskdata.sdk.forms.InsertedCrf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CRFs of a study. CRFs of one subject and name form a group, because get-CRF-data-ids returns only ids. */
record CrfTarget(FormsStudy study) implements BulkTarget<CrfInsert> {
    @Override
    public Map<String, @Nullable Object> head() {
        return Map.of("inserts", "crfs", "study", study.id());
    }

    @Override
    public Map<String, @Nullable Object> request(CrfInsert input) {
        Map<String, @Nullable Object> request = new LinkedHashMap<>(group(input));
        request.put("event", input.event());
        request.put("creatingEvent", input.creatingEvent());
        request.put("data", input.data().values());
        return request;
    }

    @Override
    public Map<String, @Nullable Object> group(CrfInsert input) {
        Map<String, @Nullable Object> group = new LinkedHashMap<>();
        group.put("subject", input.subjectLabel());
        group.put("crf", input.crf());
        return group;
    }

    @Override
    public boolean interchangeable() {
        return false;
    }

    @Override
    public List<String> present(CrfInsert input) {
        return subject(input).crfDataIds(input.crf()).ids();
    }

    @Override
    public String insert(CrfInsert input) {
        FormsEvent event = subject(input).event(input.event());
        InsertedCrf inserted = input.creatingEvent()
                ? event.addCrfCreatingEvent(input.crf(), input.data())
                : event.addCrf(input.crf(), input.data());
        return inserted.crfDataId();
    }

    private FormsSubject subject(CrfInsert input) {
        return study.subjectLabelled(input.subjectLabel());
    }
}
