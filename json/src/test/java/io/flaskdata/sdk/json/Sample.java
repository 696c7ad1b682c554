package io.flaskdata.sdk.json;

import com.google.gson.annotations.JsonAdapter;
import com.google.gson.annotations.SerializedName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model as the generator makes them. */
@SuppressWarnings("UnusedVariable") // read by Gson
@JsonAdapter(JsonModelAdapter.class)
public final class Sample extends JsonModel {
    @SerializedName("study_id")
    private @Nullable Integer studyId;

    @SerializedName("weight")
    private @Nullable BigDecimal weight;

    @SerializedName("last_edited")
    private @Nullable Instant lastEdited;

    @SerializedName("label")
    private @Nullable String label;

    @SerializedName("value")
    private @Nullable Object value;

    @SerializedName("crf_data")
    private @Nullable Map<String, @Nullable Object> crfData;

    @SerializedName("parts")
    private @Nullable List<Sample> parts;

    public Sample() {}

    @Nullable
    Integer studyId() {
        return studyId;
    }

    @Nullable
    BigDecimal weight() {
        return weight;
    }

    @Nullable
    Instant lastEdited() {
        return lastEdited;
    }

    @Nullable
    Object value() {
        return value;
    }

    Sample lastEdited(@Nullable Instant at) {
        this.lastEdited = at;
        return this;
    }

    Sample label(@Nullable String text) {
        this.label = text;
        return this;
    }

    Sample crfData(Map<String, @Nullable Object> data) {
        this.crfData = data;
        return this;
    }

    Sample studyId(int id) {
        this.studyId = id;
        return this;
    }

    Sample putAdditionalProperty(String name, @Nullable Object any) {
        put(name, any);
        return this;
    }
}
