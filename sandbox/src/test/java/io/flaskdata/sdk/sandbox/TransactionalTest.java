package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A sandbox that was told to undo what a failed chain has done. */
class TransactionalTest extends FormsHttp {
    @Override
    Sandbox.Builder builder() {
        return super.builder().transactional(true);
    }

    private String values() throws Exception {
        return extract(Sandbox.API_USER, DEMO, "{'subject':'002-002'}", "item", "value");
    }

    @Test
    void aFailedChainLeavesNothingInFormsNorInTheEdc() throws Exception {
        refused(
                post(
                        Sandbox.API_USER,
                        "/flask/crf/create-CRF-and-insert-data",
                        "{'study_id':1000001,'subject_label':'002-002','event_name':'Diary','crf_name':'Daily Diary',"
                                + "'crf_data':{'MOOD':2,'NOPE':1}}"),
                "Item NOPE");
        refused(
                post(
                        Sandbox.API_USER,
                        "/data-server/data/create/create-event-crfs-and-insert-data",
                        "{'study_id':1000001,'eventName':'Diary','subjectLabel':'002-002','CRFs':{'Daily Diary':{'MOOD':1},'Nope':{}}}"),
                "CRF Nope not found");
        assertThat(values()).isEqualTo("[]");
        // The name of the EDC's event is the Forms event's: Baseline is in both.
        refused(
                post(
                        Sandbox.API_USER,
                        "/flask/crf/create-CRF-and-insert-data",
                        "{'study_id':1000001,'subject_label':'002-002','event_name':'Baseline','crf_name':'Vital Signs',"
                                + "'crf_data':{'SYSBP':199,'VSND':'" + "x".repeat(4001) + "'}}"),
                "[database]");
        assertThat(values()).isEqualTo("[]");
        assertThat(edc("{'value':'199'}")).isEmpty();
    }
}
