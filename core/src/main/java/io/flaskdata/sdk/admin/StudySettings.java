package io.flaskdata.sdk.admin;

import io.flaskdata.sdk.api.forms.model.CreateOrUpdateStudyRequest;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A study's settings; settings not made are not sent. Immutable. The request's member names are inferred. */
public final class StudySettings {
    private final Consumer<CreateOrUpdateStudyRequest> steps;
    private final Map<String, @Nullable Object> further;

    private StudySettings(Consumer<CreateOrUpdateStudyRequest> steps, Map<String, @Nullable Object> further) {
        this.steps = steps;
        this.further = further;
    }

    private StudySettings and(Consumer<CreateOrUpdateStudyRequest> step) {
        return new StudySettings(steps.andThen(step), further);
    }

    /** Empty settings. */
    public static StudySettings none() {
        return new StudySettings(request -> {}, Map.of());
    }

    /**
     * Settings with a study's short title.
     *
     * @param briefTitle the short title
     * @throws IllegalArgumentException when it is blank
     */
    public static StudySettings titled(String briefTitle) {
        String checked = Arguments.notBlank(briefTitle, "briefTitle");
        return none().and(request -> request.briefTitle(checked));
    }

    /**
     * Sets the official title.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public StudySettings officialTitle(String title) {
        String checked = Arguments.notBlank(title, "title");
        return and(request -> request.officialTitle(checked));
    }

    /**
     * Sets the protocol's unique id.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public StudySettings protocolId(String id) {
        String checked = Arguments.notBlank(id, "id");
        return and(request -> request.uniqueProtocolid(checked));
    }

    /** Sets the customer. */
    public StudySettings customer(int id) {
        return and(request -> request.customerId(id));
    }

    /** Sets the status. */
    public StudySettings status(int id) {
        return and(request -> request.statusId(id));
    }

    /**
     * Adds a request member that the SDK has no method for.
     *
     * @param name its name in the request
     * @param value text, a number that is not a {@code double} or {@code float}, a boolean, null, or a list or map of these
     * @throws IllegalArgumentException when the name is blank or given twice, or the value is something else
     */
    public StudySettings with(String name, @Nullable Object value) {
        return new StudySettings(steps, JsonValue.with(further, name, value));
    }

    CreateOrUpdateStudyRequest request() {
        CreateOrUpdateStudyRequest request = CreateOrUpdateStudyRequest.of();
        steps.accept(request);
        return request;
    }

    Map<String, @Nullable Object> further() {
        return further;
    }
}
