package io.flaskdata.sdk.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.api.forms.FormsLinkApi;
import io.flaskdata.sdk.call.Acknowledgement;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.JsonView;
import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.json.internal.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole link of an event's form, as read; FlaskData's documentation edits it by hand to add a CRF. Immutable: each
 * edit returns a new document. Everything not edited is sent back unchanged and in its order.
 */
public final class LinkDocument {
    private final Transport transport;
    private final String linkId;
    private final JsonView json;

    private LinkDocument(Transport transport, String linkId, JsonObject json) {
        this.transport = transport;
        this.linkId = linkId;
        this.json = new JsonView(json);
    }

    static LinkDocument asRead(Transport transport, String linkId, Answer answer) {
        return new LinkDocument(transport, linkId, answer.object());
    }

    /** The link's name. */
    public LanguageText name() {
        return LanguageText.of(json.json().get("name"));
    }

    /**
     * The link's status.
     *
     * @return empty when the server gave none
     */
    public Optional<String> status() {
        return json.present("status");
    }

    /** The data ids of the link's CRFs, in its order. */
    public List<String> dataIds() {
        return json.objects("CRFs").stream().map(crf -> crf.text("dataId")).toList();
    }

    /**
     * Adds a CRF at the end of {@code CRFs}.
     *
     * @throws IllegalStateException when the link has a CRF with this data id, or no list of CRFs
     */
    public LinkDocument addCrf(LinkedCrf crf) {
        if (dataIds().contains(crf.dataId())) {
            throw new IllegalStateException("The link has a CRF with this data id");
        }
        JsonObject added = new JsonObject();
        added.addProperty("crf", crf.crf());
        added.addProperty("omt", crf.omt());
        added.addProperty("dataId", crf.dataId());
        added.addProperty("order", crf.order());
        return appending("CRFs", added);
    }

    /**
     * Adds a status at the end of {@code statuses}.
     *
     * @throws IllegalStateException when the link has no list of statuses
     */
    public LinkDocument addStatus(LinkedStatus status) {
        JsonObject added = new JsonObject();
        added.addProperty("last_edited", status.lastEdited() == null ? "" : Json.text(status.lastEdited()));
        added.addProperty("dataId", status.dataId());
        added.addProperty("status", status.status());
        added.addProperty("_id", status.id());
        return appending("statuses", added);
    }

    private LinkDocument appending(String list, JsonObject added) {
        JsonObject copy = json.json().deepCopy();
        if (!(copy.get(list) instanceof JsonArray array)) {
            throw new IllegalStateException("The link has no list of " + list);
        }
        array.add(added);
        return new LinkDocument(transport, linkId, copy);
    }

    /**
     * Sets {@code force} to true and {@code status} to {@code Started}, as the documentation does when it adds a CRF.
     *
     * @return the changed link
     */
    public LinkDocument forcedToStart() {
        return member("force", new JsonPrimitive(true)).member("status", new JsonPrimitive("Started"));
    }

    /**
     * Sets a member, or adds it at the end.
     *
     * @param name the member's name on the wire
     * @param value its value, as for {@link CrfData}, or null
     * @throws IllegalArgumentException when the name is blank or the value isn't JSON
     */
    public LinkDocument with(String name, @Nullable Object value) {
        return member(Arguments.notBlank(name, "name"), Json.GSON.toJsonTree(JsonValue.checked(value, "value")));
    }

    private LinkDocument member(String name, JsonElement value) {
        JsonObject copy = json.json().deepCopy();
        copy.add(name, value);
        return new LinkDocument(transport, linkId, copy);
    }

    /**
     * Replaces the whole link on the server, overwriting any change made since it was read: no way to detect one is
     * known.
     *
     * <p>Operation {@code PUT /flask/link/{linkId}}; contract: documented, its answer unknown. It is never sent twice.
     *
     * @return the answer as it came
     * @throws ServerFailureException when the server failed, possibly after part of the work
     * @throws OutcomeUnknownException when no answer came: read the link to see
     * @throws FlaskDataException for any other failure
     */
    public Acknowledgement replace() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>(json.json().asMap());
        return ApiCall.of(transport.api(FormsLinkApi.class).replaceLink(linkId, body))
                .acknowledged();
    }

    /**
     * The link with its edits.
     *
     * @return JSON, which may contain the form's token
     */
    public String raw() {
        return json.raw();
    }

    @Override
    public String toString() {
        return "LinkDocument[" + linkId + "]";
    }
}
