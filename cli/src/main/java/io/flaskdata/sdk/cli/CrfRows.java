package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.bulk.CrfInsert;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.CrfDocument;
import io.flaskdata.sdk.forms.CrfItem;
import io.flaskdata.sdk.forms.FormsStudy;
import io.flaskdata.sdk.preflight.ItemFinding;
import io.flaskdata.sdk.preflight.Preflight;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes CRFs of rows, and holds them against the forms' rules, which are read from a subject's event that has the CRF. */
final class CrfRows implements BulkRows<CrfInsert> {
    static final Set<String> OWN = Set.of("subject", "event", "crf", "key");
    private static final int LOOKS = 20;
    /** What JSON takes as a number, with the same digits. */
    private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");

    private static final Set<String> NUMBERS = Set.of("NUMBER", "SLIDER", "BIPOLAR_NUMBER");

    private final FormsStudy study;
    private final Map<String, String> usual;
    private final boolean creatingEvents;
    private final boolean unchecked;
    private final Set<String> subjects = new HashSet<>();
    private final Map<String, CrfDocument> forms = new HashMap<>();
    private final Map<String, Set<List<String>>> tried = new HashMap<>();

    /**
     * For a study.
     *
     * @param usual values of {@code event} and {@code crf} for rows without
     * @param unchecked whether a CRF whose form isn't found is sent all the same
     */
    CrfRows(FormsStudy study, Map<String, String> usual, boolean creatingEvents, boolean unchecked) {
        this.study = study;
        this.usual = usual;
        this.creatingEvents = creatingEvents;
        this.unchecked = unchecked;
    }

    /** Reads the study's subject labels, and looks for each CRF's form in the events of the file's first subjects that have the CRF. */
    @Override
    public void prepare(InputFile in) {
        for (String column : List.of("subject", "event", "crf")) {
            in.requireColumn(column, usual.containsKey(column));
        }
        if (!unchecked) {
            study.subjects().forEach(each -> subjects.add(each.label()));
        }
        while (in.hasNext()) {
            InputFile.Line line = in.next();
            String subject = own(line, "subject");
            String event = own(line, "event");
            String crf = own(line, "crf");
            if (subject != null && event != null && crf != null && !forms.containsKey(crf)) {
                Set<List<String>> places = tried.computeIfAbsent(crf, each -> new HashSet<>());
                if (places.size() < LOOKS && places.add(List.of(subject, event))) {
                    found(subject, event, crf).ifPresent(form -> forms.put(crf, form));
                }
            }
        }
    }

    @Override
    public List<String> problems(InputFile in, InputFile.Line line) {
        List<String> problems = new ArrayList<>();
        for (String column : List.of("subject", "event", "crf")) {
            if (own(line, column) == null) {
                problems.add(in.place(line.number(), column) + ": a value is required");
            }
        }
        String subject = own(line, "subject");
        if (!unchecked && subject != null && !subjects.contains(subject)) {
            problems.add(in.place(line.number(), "subject") + ": the study has no such subject");
        }
        boolean empty = line.values().entrySet().stream()
                .allMatch(each -> OWN.contains(each.getKey()) || each.getValue() == null);
        if (empty) {
            problems.add(in.place(line.number(), null) + ": there is no item's value");
        }
        if (!problems.isEmpty()) {
            return problems;
        }
        CrfDocument filled = forms.get(required(line, "crf"));
        if (filled == null) {
            return unchecked
                    ? problems
                    : List.of(
                            in.place(line.number(), "crf")
                                    + ": no event of the file's first subjects has this form, so nothing can be checked; mend the names of subject, event and CRF, or --unchecked sends it");
        }
        for (var value : line.values().entrySet()) {
            if (!OWN.contains(value.getKey())) {
                filled = filled(filled, in, line, value.getKey(), value.getValue(), problems);
            }
        }
        for (ItemFinding finding : Preflight.of(filled).problems()) {
            problems.add(in.place(line.number(), finding.variable()) + ": " + finding.text());
        }
        return problems;
    }

    private CrfDocument filled(
            CrfDocument form,
            InputFile in,
            InputFile.Line line,
            String variable,
            @Nullable Object value,
            List<String> problems) {
        try {
            return value == null ? form.blank(variable) : form.set(variable, typed(form, variable, value));
        } catch (NoSuchElementException e) {
            problems.add(in.place(line.number(), variable) + ": the CRF has no such item");
        } catch (IllegalStateException e) {
            problems.add(in.place(line.number(), variable) + ": the CRF has several items of this variable");
        }
        return form;
    }

    @Override
    public CrfInsert input(InputFile.Line line) {
        CrfDocument form = forms.get(required(line, "crf"));
        @Nullable CrfData data = null;
        List<String> blanks = new ArrayList<>();
        for (var value : line.values().entrySet()) {
            String variable = value.getKey();
            if (OWN.contains(variable)) {
                continue;
            }
            Object given = value.getValue();
            if (given == null) {
                blanks.add(variable);
                continue;
            }
            Object typed = form != null ? typed(form, variable, given) : given;
            data = data == null ? CrfData.of(variable, typed) : data.and(variable, typed);
        }
        for (String blank : blanks) {
            data = present(data).blank(blank);
        }
        return new CrfInsert(
                required(line, "subject"),
                required(line, "event"),
                required(line, "crf"),
                present(data),
                creatingEvents);
    }

    private static CrfData present(@Nullable CrfData data) {
        if (data == null) {
            throw new IllegalStateException("A row without values was not refused");
        }
        return data;
    }

    /** A number's text in a CSV file becomes a number with the same digits, where the form says that the item is one. */
    private static Object typed(CrfDocument form, String variable, Object value) {
        if (value instanceof String text && NUMBERS.contains(form.item(variable).type())) {
            return PLAIN.matcher(text).matches() ? new BigDecimal(text) : text;
        }
        return value;
    }

    private @Nullable String own(InputFile.Line line, String column) {
        String value = line.text(column);
        return value == null || value.isBlank() ? usual.get(column) : value;
    }

    private String required(InputFile.Line line, String column) {
        String value = own(line, column);
        if (value == null) {
            throw new IllegalStateException("A row without " + column + " was not refused");
        }
        return value;
    }

    /** The CRF as it is in this subject's event, emptied; the event may have it several times, or not at all. */
    private Optional<CrfDocument> found(String subject, String event, String crf) {
        try {
            return study.subjectLabelled(subject).event(event).document().crfs().stream()
                    .filter(each -> each.name().has(crf) || each.variable().equals(crf))
                    .findFirst()
                    .map(CrfRows::emptied);
        } catch (NoSuchElementException | IllegalStateException | RejectedException e) {
            return Optional.empty();
        }
    }

    private static CrfDocument emptied(CrfDocument document) {
        CrfDocument empty = document;
        for (CrfItem item : document.items()) {
            empty = empty.blank(item.variable());
        }
        return empty;
    }
}
