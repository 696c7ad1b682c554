package io.flaskdata.sdk.dataserver;

import io.flaskdata.sdk.api.dataserver.DataServerExtractApi;
import io.flaskdata.sdk.api.dataserver.model.GroupedExtractRequest;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.FormsStudy;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.rows.RowSource;
import java.util.List;
import java.util.Map;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A read of a study's forms data in groups. Immutable: each method returns a new extract; a terminal operation makes
 * the call. Options not set are not sent, except {@code from_last_extract}, which is always sent and false by default.
 *
 * <p>Operation {@code POST /data-server/data/extract/extract-grouped-study-event-data-to-json}; contract: documented,
 * that it answers with rows is inferred.
 */
public final class GroupedExtract extends RowSource {
    private final Transport transport;
    private final int studyId;
    private final boolean fromLastExtract;
    private final Map<String, @Nullable Object> chosen;

    private GroupedExtract(
            Transport transport, int studyId, boolean fromLastExtract, Map<String, @Nullable Object> chosen) {
        super(transport.deferred(() -> call(transport, studyId, fromLastExtract, chosen), transport.rows()));
        this.transport = transport;
        this.studyId = studyId;
        this.fromLastExtract = fromLastExtract;
        this.chosen = chosen;
    }

    static GroupedExtract of(Transport transport, int studyId) {
        return new GroupedExtract(transport, studyId, false, Map.of());
    }

    /**
     * Reads these CRFs only.
     *
     * @param ids the CRFs' document ids, as {@link FormsStudy#crfs()} lists them
     * @throws IllegalArgumentException when there is none, one is blank, or CRFs were given before
     */
    public GroupedExtract crfs(String... ids) {
        if (ids.length == 0) {
            throw new IllegalArgumentException("ids must not be empty");
        }
        List.of(ids).forEach(id -> Arguments.notBlank(id, "ids"));
        return with("CRFs", List.of(ids));
    }

    /**
     * Groups by subject.
     *
     * @return the extract, grouped so
     */
    public GroupedExtract bySubject() {
        return with("group_by", "subject");
    }

    /**
     * Sets whether deactivated CRFs are included.
     *
     * @param included whether they are
     */
    public GroupedExtract deactivatedCrfs(boolean included) {
        return with("include_deactivated_crfs", included);
    }

    /**
     * Sets whether started CRFs are included.
     *
     * @param included whether they are
     */
    public GroupedExtract startedCrfs(boolean included) {
        return with("include_started_crfs", included);
    }

    /**
     * Sets whether closed CRFs are included.
     *
     * @param included whether they are
     */
    public GroupedExtract closedCrfs(boolean included) {
        return with("include_closed_crfs", included);
    }

    /**
     * Sets whether all versions of a CRF are included.
     *
     * @param included whether it is
     */
    public GroupedExtract allCrfVersions(boolean included) {
        return with("include_all_crf_versions", included);
    }

    /**
     * Sets whether a group's values come as an object by item.
     *
     * @param asObject whether they do
     */
    public GroupedExtract valuesAsObject(boolean asObject) {
        return with("values_as_object", asObject);
    }

    /**
     * Reads only what is new since the last such extract, and moves the server's cursor past it (inferred). If the
     * answer breaks off or never arrives, its rows are lost: the next such extract may start after them. It therefore
     * counts as a write: it is never repeated, and a read-only client refuses it. To find changes, compare two full
     * extracts instead ({@code SnapshotDifference} of {@code flaskdata-toolkit}).
     *
     * @return the extract, which moves the cursor
     */
    public GroupedExtract movingTheServersCursor() {
        return new GroupedExtract(transport, studyId, true, chosen);
    }

    /**
     * Adds a request member that the SDK has no method for.
     *
     * @param name its name in the request
     * @param value its value, as for {@link CrfData}, or null
     * @throws IllegalArgumentException when the name is blank or given twice, or the value isn't JSON
     */
    public GroupedExtract with(String name, @Nullable Object value) {
        return new GroupedExtract(transport, studyId, fromLastExtract, JsonValue.with(chosen, name, value));
    }

    private static Call<ResponseBody> call(
            Transport transport, int studyId, boolean fromLastExtract, Map<String, @Nullable Object> chosen) {
        GroupedExtractRequest request = GroupedExtractRequest.of(studyId).fromLastExtract(fromLastExtract);
        return ApiCall.of(transport.api(DataServerExtractApi.class).groupedExtractStreaming(request))
                .with(chosen);
    }

    @Override
    public String toString() {
        return "GroupedExtract[study " + studyId + ", " + chosen.keySet()
                + (fromLastExtract ? ", moving the server's cursor" : "") + "]";
    }
}
