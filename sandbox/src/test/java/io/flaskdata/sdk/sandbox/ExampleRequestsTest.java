package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests that FlaskData's documentation and public clients print, sent as printed. */
class ExampleRequestsTest extends FormsHttp {
    private static final String CREATE_CRF = "/flask/crf/create-CRF-and-insert-data";
    private static final String CREATE_EVENT = "/data-server/data/create/create-event-crfs-and-insert-data";

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"study_id": 3581600, "subject_label": "001-023", "event_name": "01-Screening", "crf_name": "Demographics",
                 "crf_data": {"GENDER": "Female", "AGE": "21"}}""", """
                {"study_id": 145858, "subject_label": "mongo_test_site_1-03", "event_name": "Screening", "crf_name": "Subject properties",
                 "crf_data": {"ITEM_SP_AGE_WR6NP": 30, "ITEM_SP_MANWOMAN_HDNAO": 2}}""", """
                {"study_id": 145858, "subject_label": "001-021", "event_name": "Screening", "crf_name": "InformedConsent",
                 "crf_data": {"PATIENT_AGE": 30, "PATIENT_GENDER_CODE": 2}}""", """
                {"study_id": 145858, "subject_label": "mongo_test_site_1-03", "event_name": "Screening", "crf_name": "InformedConsent",
                 "crf_data": {"PATIENT_AGE": 30, "PATIENT_GENDER_CODE": 2}}"""})
    void aCrfGoesIntoAnEventAndItsValuesComeBack(String request) throws Exception {
        String id = member(ok(post(Sandbox.API_USER, CREATE_CRF, request)).getAsJsonObject(), "crfDataId");
        assertThat(id).matches("[A-Z0-9]{10}");
        JsonObject sent = JsonParser.parseString(request).getAsJsonObject();
        JsonObject read = new JsonObject();
        JsonArray rows = JsonParser.parseString(extract(
                        Sandbox.API_USER,
                        sent.get("study_id").getAsInt(),
                        "{'crf_data_id':'" + id + "'}",
                        "item",
                        "value"))
                .getAsJsonArray();
        for (JsonElement row : rows) {
            read.add(
                    member(row.getAsJsonObject(), "item"), row.getAsJsonObject().get("value"));
        }
        assertThat(read.toString()).isEqualTo(sent.get("crf_data").toString());
    }

    @Test
    void aSampleIsAddedAndReadInGroups() throws Exception {
        ok(post(Sandbox.API_USER, CREATE_EVENT, """
                {"study_id": 1511357, "eventName": "Sample", "subjectLabel": "Default-Site-202106160633380638-004",
                 "CRFs": {"SampleCRF": {"NUMSAMP": "2"}}}"""));
        JsonArray groups = ok(post(
                        Sandbox.API_USER, "/data-server/data/extract/extract-grouped-study-event-data-to-json", """
                {"study_id": 1511357, "from_last_extract": false, "CRFs": ["60c9ac9ced17f75845cca3ab"], "include_deactivated_crfs": false,
                 "include_started_crfs": true, "include_closed_crfs": true, "group_by": "subject", "values_as_object": true,
                 "include_all_crf_versions": false}"""))
                .getAsJsonArray();
        assertThat(groups).hasSize(1);
        JsonObject group = groups.get(0).getAsJsonObject();
        assertThat(member(group, "subject")).isEqualTo("Default-Site-202106160633380638-004");
        assertThat(group.getAsJsonArray("SampleCRF")
                        .get(0)
                        .getAsJsonObject()
                        .get("values")
                        .toString())
                .isEqualTo("{\"NUMSAMP\":\"2\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {CREATE_EVENT, "/data-server/data/create/create-event-crf-and-insert-data"})
    void aSignedInSubjectReportsAnAdverseEventWithoutALabel(String path) throws Exception {
        String extracted = extract(Sandbox.API_USER, 6670398, "{}", "subject", "crf", "item");
        int before = JsonParser.parseString(extracted).getAsJsonArray().size();
        ok(post(Sandbox.SUBJECT_USER, path, """
                {"study_id": 6670398, "eventName": "Common", "CRFs": {
                 "Adverse Events": {"Description": "Headache", "Anticipated": true, "Serious": false, "StartDate": "01-Mar-2021",
                  "StopDate": "2020-12-21 10:10:00.000Z", "Outcome": "1", "Severity": "1", "RelatedTo": "1", "ActionTaken": "1"},
                 "ConMeds": {"GenericName": "Paracetamol", "Dose": "500", "Units": "mg", "Route": "oral", "RelatedToAE": "1"}}}"""));
        assertThat(JsonParser.parseString(extract(Sandbox.API_USER, 6670398, "{}", "subject", "crf", "item"))
                        .getAsJsonArray())
                .hasSize(before + 14);
    }

    @Test
    void aPartialExtractHasTheColumnsAskedFor() throws Exception {
        assertThat(post(Sandbox.API_USER, "/data-server/data/extract/partial-extract-study-event-data-to-json", """
                {"study_id": 7253541, "columns": {"_id": 0, "crf": 1, "event": 1, "value": 1},
                 "filters": {"crf": "Demographics", "item_type": "INPUT", "date_from": "2021-01-01T00:00:00.000Z",
                  "date_to": "2021-12-31T00:00:00.000Z"}}""")
                        .body())
                .isEqualTo("[{\"event\":\"Screening\",\"crf\":\"Demographics\",\"value\":\"34\"}]");
    }
}
