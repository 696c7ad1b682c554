package io.flaskdata.sdk.admin;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.api.forms.model.StudyUser;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.json.internal.Json;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A user to be assigned to a study, and created if there is none with this e-mail address. Immutable; {@code toString}
 * shows nothing about the person. The request's member names are inferred.
 */
public final class AssignedUser {
    private final String email;
    private final Consumer<StudyUser> steps;
    private final Map<String, @Nullable Object> further;

    private AssignedUser(String email, Consumer<StudyUser> steps, Map<String, @Nullable Object> further) {
        this.email = email;
        this.steps = steps;
        this.further = further;
    }

    private AssignedUser and(Consumer<StudyUser> step) {
        return new AssignedUser(email, steps.andThen(step), further);
    }

    /**
     * A user.
     *
     * @param email the e-mail address, which identifies the user
     * @throws IllegalArgumentException when the address is invalid
     */
    public static AssignedUser of(String email, UserRole role) {
        String checked = Arguments.emailAddress(email, "email");
        int id = role.id();
        return new AssignedUser(checked, user -> user.email(checked).roleId(id), Map.of());
    }

    /**
     * Sets the name.
     *
     * @throws IllegalArgumentException when one is blank
     */
    public AssignedUser named(String firstName, String lastName) {
        Arguments.notBlank(firstName, "firstName");
        Arguments.notBlank(lastName, "lastName");
        return and(user -> user.firstName(firstName).lastName(lastName));
    }

    /**
     * Sets the telephone number.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public AssignedUser phone(String number) {
        String checked = Arguments.notBlank(number, "number");
        return and(user -> user.phone(checked));
    }

    /** Sets the site, for a role at a site. */
    public AssignedUser site(int siteId) {
        return and(user -> user.siteId(siteId));
    }

    /**
     * Adds a request member that the SDK has no method for.
     *
     * @param name its name in the request
     * @param value text, a number that is not a {@code double} or {@code float}, a boolean, null, or a list or map of these
     * @throws IllegalArgumentException when the name is blank or given twice, or the value is something else
     */
    public AssignedUser with(String name, @Nullable Object value) {
        return new AssignedUser(email, steps, JsonValue.with(further, name, value));
    }

    /** Addresses that differ only in case are the same mailbox. */
    String identity() {
        return email.toLowerCase(Locale.ROOT);
    }

    JsonObject json() {
        StudyUser user = StudyUser.of();
        steps.accept(user);
        JsonObject json = Json.GSON.toJsonTree(user).getAsJsonObject();
        JsonValue.add(json, further);
        return json;
    }

    @Override
    public String toString() {
        return "AssignedUser[redacted]";
    }
}
