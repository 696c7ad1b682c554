package io.flaskdata.sdk;

import io.flaskdata.sdk.edc.model.CreateSubjectRequest;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A subject to be created. What the study requires is the study's setting; what is not given is not sent. Immutable;
 * {@code toString} shows nothing of the person. The members' names on the wire are inferred.
 */
public final class NewSubject {
    private static final int LABEL_LENGTH = 30;

    private final @Nullable String label;
    private final @Nullable String secondaryLabel;
    private final @Nullable String site;
    private final @Nullable LocalDate enrolled;
    private final @Nullable Gender gender;
    private final @Nullable String born;

    private NewSubject(
            @Nullable String label,
            @Nullable String secondaryLabel,
            @Nullable String site,
            @Nullable LocalDate enrolled,
            @Nullable Gender gender,
            @Nullable String born) {
        this.label = label;
        this.secondaryLabel = secondaryLabel;
        this.site = site;
        this.enrolled = enrolled;
        this.gender = gender;
        this.born = born;
    }

    /**
     * A subject with this label.
     *
     * @param label at most 30 characters, unique in the study and all its sites
     * @return the subject
     * @throws IllegalArgumentException when it is blank or longer
     */
    public static NewSubject labelled(String label) {
        return new NewSubject(checked(label, "label"), null, null, null, null, null);
    }

    /**
     * Sets the secondary label.
     *
     * @param label at most 30 characters
     * @return the subject with it
     * @throws IllegalArgumentException when it is blank or longer
     */
    public NewSubject secondaryLabel(String label) {
        return new NewSubject(this.label, checked(label, "secondaryLabel"), site, enrolled, gender, born);
    }

    /**
     * Sets the site.
     *
     * @param name the site's name or identifier, as the EDC has it
     * @return the subject with it
     * @throws IllegalArgumentException when it is blank
     */
    public NewSubject site(String name) {
        return new NewSubject(label, secondaryLabel, Arguments.notBlank(name, "site"), enrolled, gender, born);
    }

    /**
     * Sets the enrolment date, sent as {@code yyyy-MM-dd}.
     *
     * @param date not in the future
     * @return the subject with it
     */
    public NewSubject enrolled(LocalDate date) {
        return new NewSubject(label, secondaryLabel, site, date, gender, born);
    }

    /**
     * Sets the gender, sent as {@code m} or {@code f}.
     *
     * @param gender the gender
     * @return the subject with it
     */
    public NewSubject gender(Gender gender) {
        return new NewSubject(label, secondaryLabel, site, enrolled, gender, born);
    }

    /**
     * Sets the date of birth, sent as {@code yyyy-MM-dd}.
     *
     * @param date not in the future
     * @return the subject with it
     */
    public NewSubject born(LocalDate date) {
        return new NewSubject(label, secondaryLabel, site, enrolled, gender, date.toString());
    }

    CreateSubjectRequest request() {
        return CreateSubjectRequest.of()
                .studySubjectLabel(label)
                .secondaryLabel(secondaryLabel)
                .siteName(site)
                .enrollmentDate(enrolled == null ? null : enrolled.toString())
                .gender(gender == null ? null : gender.code())
                .dateOfBirth(born);
    }

    private static String checked(String label, String name) {
        if (Arguments.notBlank(label, name).length() > LABEL_LENGTH) {
            throw new IllegalArgumentException(name + " must have at most " + LABEL_LENGTH + " characters");
        }
        return label;
    }

    @Override
    public String toString() {
        return "NewSubject[redacted]";
    }
}
