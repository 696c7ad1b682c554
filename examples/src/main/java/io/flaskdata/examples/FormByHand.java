package io.flaskdata.examples;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.forms.CrfDocument;
import io.flaskdata.sdk.forms.EventDocument;
import io.flaskdata.sdk.forms.FormToken;
import io.flaskdata.sdk.forms.FormsStudy;
import io.flaskdata.sdk.forms.LinkDocument;
import io.flaskdata.sdk.forms.LinkedCrf;
import io.flaskdata.sdk.forms.LinkedStatus;
import io.flaskdata.sdk.forms.ListedCrf;
import io.flaskdata.sdk.forms.ListedEvent;
import io.flaskdata.sdk.preflight.Preflight;

/** What the form viewer does, step by step: put a CRF into a subject's event, read the form, fill in an item, save. */
public final class FormByHand {
    private FormByHand() {}

    /** Which CRF of which event, and what goes into it. */
    public record Entry(String subjectLabel, String event, String crf, String variable, Object value) {}

    /**
     * Adds the CRF and saves it with one value.
     *
     * @param flask a client
     * @param studyId the study in Forms
     * @param entry what to enter
     * @param dataId the new CRF's data id: ten upper-case letters and digits, not used before
     * @param statusId the new status's document id: 24 hexadecimal digits, not used before
     * @return the CRF as it is read afterwards
     */
    public static CrfDocument run(FlaskDataClient flask, int studyId, Entry entry, String dataId, String statusId) {
        FormsStudy study = flask.forms().study(studyId);
        ListedEvent event = study.subjectLabelled(entry.subjectLabel()).events().stream()
                .filter(each -> each.name().has(entry.event()))
                .findFirst()
                .orElseThrow();
        ListedCrf crf = study.crfs().stream()
                .filter(each -> each.name().has(entry.crf()))
                .findFirst()
                .orElseThrow();

        LinkDocument link = flask.forms().link(event.linkId()).read();
        link.addCrf(new LinkedCrf(crf.id(), false, dataId, link.dataIds().size()))
                .addStatus(new LinkedStatus(statusId, dataId, "Started", null))
                .forcedToStart()
                .replace();

        FormToken token = event.token().orElseThrow();
        EventDocument form = flask.forms().document(token);
        CrfDocument filled = form.crfWithDataId(dataId).set(entry.variable(), entry.value());
        if (!Preflight.of(filled).passed()) {
            throw new IllegalArgumentException("The form would not take it: " + Preflight.of(filled));
        }
        filled.save();
        return flask.forms().document(token).crfWithDataId(dataId);
    }

    /**
     * Runs it with the environment variables of {@code docs/configuration.md}.
     *
     * @param arguments study id, subject label, event, CRF, variable, value, data id, status id
     */
    public static void main(String[] arguments) {
        Entry entry = new Entry(arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
        try (FlaskDataClient flask = FlaskDataClient.fromEnvironmentVariables()) {
            run(flask, Integer.parseInt(arguments[0]), entry, arguments[6], arguments[7]);
        }
    }
}
