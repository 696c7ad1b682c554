package io.flaskdata.sdk.edc;

import com.google.gson.reflect.TypeToken;
import io.flaskdata.sdk.api.edc.model.CreateSubjectRequest;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.json.internal.Json;
import java.time.LocalDate;
import java.time.Year;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A subject to be created. Which members are required depends on the study's settings; members not set are not sent.
 * Immutable; {@code toString} shows nothing about the person. The request's member names are inferred.
 */
public final class NewSubject {
    private static final int LABEL_LENGTH = 30;
    private static final int PERSON_ID_LENGTH = 255;
    private static final int FIRST_YEAR = 1900;

    private static final TypeToken<Map<String, Object>> OBJECT = new TypeToken<>() {};

    private final Consumer<CreateSubjectRequest> steps;
    private final Map<String, @Nullable Object> further;

    private NewSubject(Consumer<CreateSubjectRequest> steps, Map<String, @Nullable Object> further) {
        this.steps = steps;
        this.further = further;
    }

    private NewSubject and(Consumer<CreateSubjectRequest> step) {
        return new NewSubject(steps.andThen(step), further);
    }

    /**
     * A subject with this label.
     *
     * @param label at most 30 characters, unique in the study and all its sites
     * @throws IllegalArgumentException when it is blank or longer
     */
    public static NewSubject labelled(String label) {
        String checked = checked(label, LABEL_LENGTH, "label");
        return labelledByTheServer().and(request -> request.studySubjectLabel(checked));
    }

    /** A subject whose label, such as {@code 001-006}, the server generates, if the study has automatic labels. */
    public static NewSubject labelledByTheServer() {
        return new NewSubject(request -> {}, Map.of());
    }

    /**
     * Sets the secondary label.
     *
     * @param label at most 30 characters
     * @throws IllegalArgumentException when it is blank or longer
     */
    public NewSubject secondaryLabel(String label) {
        String checked = checked(label, LABEL_LENGTH, "secondaryLabel");
        return and(request -> request.secondaryLabel(checked));
    }

    /**
     * Sets the site.
     *
     * @param name the site's name or identifier, as the EDC has it
     * @throws IllegalArgumentException when it is blank
     */
    public NewSubject site(String name) {
        String checked = Arguments.notBlank(name, "site");
        return and(request -> request.siteName(checked));
    }

    /**
     * Sets the enrolment date, sent as {@code yyyy-MM-dd}.
     *
     * @param date not in the future
     * @throws IllegalArgumentException when its year does not have four digits
     */
    public NewSubject enrolled(LocalDate date) {
        String text = Arguments.day(date, "date");
        return and(request -> request.enrollmentDate(text));
    }

    /** Sets the gender, sent as {@code m} or {@code f}. */
    public NewSubject gender(Gender gender) {
        String code = gender.code();
        return and(request -> request.gender(code));
    }

    /**
     * Sets the date of birth, sent as {@code yyyy-MM-dd}.
     *
     * @param date not in the future
     * @throws IllegalArgumentException when its year does not have four digits
     */
    public NewSubject born(LocalDate date) {
        String text = Arguments.day(date, "date");
        return and(request -> request.dateOfBirth(text));
    }

    /**
     * Sets the year of birth, for studies that store only the year, sent as {@code yyyy}.
     *
     * @param year from 1900 to 9999
     * @throws IllegalArgumentException when it is earlier or later
     */
    public NewSubject born(Year year) {
        Arguments.between(year.getValue(), FIRST_YEAR, 9999, "year");
        return and(request -> request.dateOfBirth(year.toString()));
    }

    /**
     * Sets the person's id.
     *
     * @param id at most 255 characters
     * @throws IllegalArgumentException when it is blank or longer
     */
    public NewSubject personId(String id) {
        String checked = checked(id, PERSON_ID_LENGTH, "personId");
        return and(request -> request.personId(checked));
    }

    /**
     * Adds a request member that the SDK has no method for.
     *
     * @param name its name in the request
     * @param value text, a number that is not a {@code double} or {@code float}, a boolean, null, or a list or map of these
     * @throws IllegalArgumentException when the name is blank or given twice, or the value is something else
     */
    public NewSubject with(String name, @Nullable Object value) {
        return new NewSubject(steps, JsonValue.with(further, name, value));
    }

    /**
     * What is sent, by the names of the request's members, in their order.
     *
     * @return the members, {@code studySubjectLabel} and {@code siteName} among them where they are set
     */
    public Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members =
                new LinkedHashMap<>(Json.GSON.fromJson(Json.GSON.toJsonTree(request()), OBJECT));
        members.putAll(further);
        return members;
    }

    CreateSubjectRequest request() {
        CreateSubjectRequest request = CreateSubjectRequest.of();
        steps.accept(request);
        return request;
    }

    Map<String, @Nullable Object> further() {
        return further;
    }

    private static String checked(String text, int longest, String name) {
        if (Arguments.notBlank(text, name).length() > longest) {
            throw new IllegalArgumentException(name + " must have at most " + longest + " characters");
        }
        return text;
    }

    @Override
    public String toString() {
        return "NewSubject[redacted]";
    }
}
