package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.edc.Gender;
import io.flaskdata.sdk.edc.NewSubject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes subjects of rows. */
final class SubjectRows implements BulkRows<NewSubject> {
    private static final List<String> COLUMNS =
            List.of("label", "secondary-label", "site", "enrolled", "gender", "born", "person-id");
    private final Set<String> labels = new HashSet<>();

    @Override
    public void prepare(InputFile in) {
        in.requireColumn("label", false);
    }

    @Override
    public List<String> problems(InputFile in, InputFile.Line line) {
        List<String> problems = new ArrayList<>();
        line.values().forEach((column, value) -> {
            if (!COLUMNS.contains(column) && !column.equals("key")) {
                problems.add(in.place(line.number(), column) + ": there is no such column; there are "
                        + String.join(", ", COLUMNS));
            } else if (!(value instanceof String)) {
                problems.add(in.place(line.number(), column) + ": it must be text");
            }
        });
        if (line.text("label") == null) {
            problems.add(in.place(line.number(), "label") + ": a value is required");
        } else if (!labels.add(String.valueOf(line.text("label")))) {
            problems.add(in.place(line.number(), "label") + ": another row has the same");
        }
        for (String column : COLUMNS) {
            try {
                subject(each -> each.equals(column) ? line.text(column) : null);
            } catch (IllegalArgumentException e) {
                problems.add(in.place(line.number(), column) + ": " + e.getMessage());
            }
        }
        return problems;
    }

    @Override
    public NewSubject input(InputFile.Line line) {
        return subject(line::text);
    }

    /** The options of {@code subjects create} have the columns' names. */
    static NewSubject subject(Function<String, @Nullable String> values) {
        String label = values.apply("label");
        String secondary = values.apply("secondary-label");
        String site = values.apply("site");
        String enrolled = values.apply("enrolled");
        String gender = values.apply("gender");
        String born = values.apply("born");
        String person = values.apply("person-id");
        NewSubject subject = label == null ? NewSubject.labelledByTheServer() : NewSubject.labelled(label);
        subject = secondary == null ? subject : subject.secondaryLabel(secondary);
        subject = site == null ? subject : subject.site(site);
        subject = gender == null ? subject : subject.gender(gender(gender));
        subject = person == null ? subject : subject.personId(person);
        try {
            subject = enrolled == null ? subject : subject.enrolled(LocalDate.parse(enrolled));
            if (born == null) {
                return subject;
            }
            return born.length() == 4 ? subject.born(Year.parse(born)) : subject.born(LocalDate.parse(born));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("enrolled is a day such as 2026-11-01; born is a day or a year", e);
        }
    }

    private static Gender gender(String text) {
        try {
            return Gender.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("gender is female or male", e);
        }
    }
}
