package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A sandbox that was told to undo what a failed chain has done. */
class TransactionalTest extends FormsHttp {
    @Override
    public SandboxBuilder builder() {
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

    /** What was written once, though extracts that move the cursor run beside the writing. */
    @Test
    void noExtractPassesByWhatIsNotCommittedYet() throws Exception {
        String grouped = "/data-server/data/extract/extract-grouped-study-event-data-to-json";
        String moving =
                "{'study_id':1000001,'from_last_extract':true,'include_started_crfs':true,'values_as_object':true}";
        ok(post(Sandbox.API_USER, grouped, moving));
        List<CompletableFuture<?>> writers = new ArrayList<>();
        for (String label : List.of("001-001", "001-002", "001-003")) {
            writers.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 15; i++) {
                    String body = "{'study_id':1000001,'subject_label':'" + label
                            + "','event_name':'Diary','crf_name':'Daily Diary','crf_data':{'MOOD':" + i
                            + ",'NOTES':'" + label + " " + i + "'}}";
                    assertThat(answer("/flask/crf/create-CRF-and-insert-data", body))
                            .contains("crfDataId");
                }
            }));
        }
        CompletableFuture<Void> written = CompletableFuture.allOf(writers.toArray(new CompletableFuture<?>[0]));
        List<String> notes = new ArrayList<>();
        boolean last;
        do {
            last = written.isDone();
            Matcher note = Pattern.compile("\"NOTES\":\"([^\"]+)\"").matcher(answer(grouped, moving));
            while (note.find()) {
                notes.add(note.group(1));
            }
        } while (!last);
        written.join();
        assertThat(notes).hasSize(45).doesNotHaveDuplicates();
    }

    private String answer(String path, String body) {
        try {
            return post(Sandbox.API_USER, path, body).body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
