package io.flaskdata.sdk.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.api.forms.FormsViewerApi;
import io.flaskdata.sdk.call.Acknowledgement;
import io.flaskdata.sdk.errors.ConflictException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.JsonView;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.json.internal.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One CRF of an event's form. Immutable: each edit returns a new CRF; {@link #save()} sends it. Everything not edited
 * is sent back unchanged, digit for digit and in its order, including unknown members.
 */
public final class CrfDocument {
    private final Transport transport;
    private final FormToken token;
    private final JsonObject asRead;
    private final JsonView json;
    private final Map<String, @Nullable Object> further;

    private CrfDocument(
            Transport transport,
            FormToken token,
            JsonObject asRead,
            JsonObject json,
            Map<String, @Nullable Object> further) {
        this.transport = transport;
        this.token = token;
        this.asRead = asRead;
        this.json = new JsonView(json);
        this.further = further;
    }

    static CrfDocument asRead(Transport transport, FormToken token, JsonObject json) {
        return new CrfDocument(transport, token, json, json, Map.of());
    }

    /** The CRF's name. */
    public LanguageText name() {
        return LanguageText.of(json.json().get("name"));
    }

    /**
     * The CRF's variable.
     *
     * @return empty text when the server gave none
     */
    public String variable() {
        return json.text("variable");
    }

    /**
     * The id of the CRF's data.
     *
     * @return empty when the server gave none
     */
    public Optional<String> dataId() {
        return json.present("dataId");
    }

    /**
     * The CRF's status: {@code Not started}, {@code Started} or {@code Closed} were observed.
     *
     * @return empty when the server gave none
     */
    public Optional<String> status() {
        return json.present("crfStatus");
    }

    /** Whether the CRF is marked as completed. */
    public boolean completed() {
        return json.flag("completed");
    }

    /**
     * When the CRF was last edited, according to the server.
     *
     * @return empty when there is no such date (the server sends an empty string)
     */
    public Optional<Instant> dateUpdated() {
        return json.instant("date_updated");
    }

    /** The CRF's sections, in the server's order. */
    public List<CrfSection> sections() {
        return json.objects("sections").stream().map(CrfSection::new).toList();
    }

    /** The items of all sections. */
    public List<CrfItem> items() {
        return sections().stream().flatMap(section -> section.items().stream()).toList();
    }

    /**
     * The item with this variable.
     *
     * @throws NoSuchElementException when the CRF has no such item
     * @throws IllegalStateException when it has several
     */
    public CrfItem item(String variable) {
        List<CrfItem> found = items().stream()
                .filter(item -> item.variable().equals(variable))
                .toList();
        if (found.size() > 1) {
            throw new IllegalStateException(found.size() + " items of the CRF have this variable");
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("The CRF has no item with this variable"));
    }

    /**
     * Gives an item a value, sent as {@code "value":[value]}.
     *
     * @param variable the item's variable
     * @param value as for {@link CrfData}; a list is sent as the array itself, for items with several values (inferred)
     * @throws IllegalArgumentException when the value isn't JSON
     * @throws NoSuchElementException when the CRF has no such item
     * @throws IllegalStateException when it has several
     */
    public CrfDocument set(String variable, Object value) {
        JsonElement element = Json.GSON.toJsonTree(JsonValue.checked(Arguments.notNull(value, "value"), "value"));
        return withValue(variable, element);
    }

    /**
     * Blanks an item, sent as {@code "value":[null]}.
     *
     * @param variable the item's variable
     * @throws NoSuchElementException when the CRF has no such item
     * @throws IllegalStateException when it has several
     */
    public CrfDocument blank(String variable) {
        return withValue(variable, JsonNull.INSTANCE);
    }

    private CrfDocument withValue(String variable, JsonElement value) {
        item(variable);
        JsonArray values = value instanceof JsonArray array ? array : new JsonArray();
        if (values != value) {
            values.add(value);
        }
        CrfDocument copy = copy();
        copy.item(variable).view().json().add("value", values);
        return copy;
    }

    /**
     * Marks the CRF as completed or not.
     *
     * @param completed whether it is
     * @return the marked CRF
     */
    public CrfDocument completed(boolean completed) {
        CrfDocument copy = copy();
        copy.json.json().addProperty("completed", completed);
        return copy;
    }

    private CrfDocument copy() {
        return new CrfDocument(transport, token, asRead, json.json().deepCopy(), further);
    }

    /**
     * Adds a member to what {@link #save()} sends: the form viewer adds {@code timezone}, an IANA name, and
     * {@code timezoneoffset} (observed).
     *
     * @param name the member's name on the wire
     * @param value its value, as for {@link CrfData}, or null
     * @throws IllegalArgumentException when the CRF has the member or it is given twice, or the value isn't JSON
     */
    public CrfDocument with(String name, @Nullable Object value) {
        if (json.json().has(name)) {
            throw new IllegalArgumentException("The CRF has a member " + name);
        }
        return new CrfDocument(transport, token, asRead, json.json(), JsonValue.with(further, name, value));
    }

    /**
     * Saves this CRF after checking that it has not changed on the server: the document is read again, and the CRF's
     * dates and values are compared. Someone else may still save between the check and the save; the server is not
     * known to check. To continue editing, read the document again.
     *
     * <p>Operation {@code POST /flask/viewer/{token}/save-crf}; contract: documented, its answer unknown. It is never
     * sent twice and needs no sign-in. The operation of {@link Forms#document(FormToken)} is called first.
     *
     * @return the answer as it came
     * @throws ConflictException when the CRF has changed or is gone; nothing was saved
     * @throws ServerFailureException when the server failed, possibly after part of the work
     * @throws OutcomeUnknownException when no answer came: read the document to see
     * @throws FlaskDataException for any other failure
     */
    public Acknowledgement save() {
        CrfConflict.check(asRead, EventDocument.read(transport, token).crfs());
        Map<String, @Nullable Object> body = new LinkedHashMap<>(json.json().asMap());
        return ApiCall.of(transport.api(FormsViewerApi.class).saveCrf(token.value(), body))
                .with(further)
                .acknowledged();
    }

    JsonView view() {
        return json;
    }

    /**
     * The CRF with its edits.
     *
     * @return JSON
     */
    public String raw() {
        return json.raw();
    }

    @Override
    public String toString() {
        return "CrfDocument[" + name() + "]";
    }
}
