package io.flaskdata.sdk.admin;

import io.flaskdata.sdk.api.forms.model.CreateOrUpdateSiteRequest;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A site's settings; settings not made are not sent. Immutable. The request's member names are inferred. */
public final class SiteSettings {
    private final Consumer<CreateOrUpdateSiteRequest> steps;
    private final Map<String, @Nullable Object> further;

    private SiteSettings(Consumer<CreateOrUpdateSiteRequest> steps, Map<String, @Nullable Object> further) {
        this.steps = steps;
        this.further = further;
    }

    private SiteSettings and(Consumer<CreateOrUpdateSiteRequest> step) {
        return new SiteSettings(steps.andThen(step), further);
    }

    /** Empty settings. */
    public static SiteSettings none() {
        return new SiteSettings(request -> {}, Map.of());
    }

    /**
     * Settings with a site's name.
     *
     * @param name the site's name
     * @throws IllegalArgumentException when it is blank
     */
    public static SiteSettings named(String name) {
        String checked = Arguments.notBlank(name, "name");
        return none().and(request -> request.siteName(checked));
    }

    /**
     * Sets the site's number in the study, such as {@code 001}.
     *
     * @param identifier the number
     * @throws IllegalArgumentException when it is blank
     */
    public SiteSettings identifier(String identifier) {
        String checked = Arguments.notBlank(identifier, "identifier");
        return and(request -> request.uniqueIdentifier(checked));
    }

    /** Sets the status. */
    public SiteSettings status(int id) {
        return and(request -> request.statusId(id));
    }

    /**
     * Adds a request member that the SDK has no method for.
     *
     * @param name its name in the request
     * @param value text, a number that is not a {@code double} or {@code float}, a boolean, null, or a list or map of these
     * @throws IllegalArgumentException when the name is blank or given twice, or the value is something else
     */
    public SiteSettings with(String name, @Nullable Object value) {
        return new SiteSettings(steps, JsonValue.with(further, name, value));
    }

    CreateOrUpdateSiteRequest request() {
        CreateOrUpdateSiteRequest request = CreateOrUpdateSiteRequest.of();
        steps.accept(request);
        return request;
    }

    Map<String, @Nullable Object> further() {
        return further;
    }
}
