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
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes CRFs of rows, and holds them against the forms' rules, which are read from a subject's event that has the CRF. */
final class CrfRows {
    static final Set<String> OWN = Set.of("subject", "event", "crf", "key");
    private static final Set<String> NUMBERS = Set.of("NUMBER", "SLIDER", "BIPOLAR_NUMBER");

    private final FormsStudy study;
    private final Map<String, String> usual;
    private final boolean creatingEvents;
    private final Map<String, Optional<CrfDocument>> forms = new HashMap<>();

    /**
     * For a study.
     *
     * @param usual values of {@code event} and {@code crf} for rows without
     */
    CrfRows(FormsStudy study, Map<String, String> usual, boolean creatingEvents) {
        this.study = study;
        this.usual = usual;
        this.creatingEvents = creatingEvents;
    }

    /** The names of CRFs whose form was not found, so that they were not held against rules. */
    List<String> unchecked() {
        return forms.entrySet().stream()
                .filter(each -> each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What is wrong with a row, each with the column; empty when nothing is. */
    List<String> problems(InputFile in, InputFile.Line line) {
        List<String> problems = new ArrayList<>();
        for (String column : List.of("subject", "event", "crf")) {
            if (own(line, column) == null) {
                problems.add(in.place(line.number(), column) + ": a value is required");
            }
        }
        boolean empty = line.values().entrySet().stream()
                .allMatch(each -> OWN.contains(each.getKey()) || each.getValue() == null);
        if (empty) {
            problems.add(in.place(line.number(), null) + ": there is no item's value");
        }
        if (!problems.isEmpty()) {
            return problems;
        }
        form(line).ifPresent(form -> {
            CrfDocument filled = form;
            for (var value : line.values().entrySet()) {
                if (!OWN.contains(value.getKey())) {
                    filled = filled(filled, in, line, value.getKey(), value.getValue(), problems);
                }
            }
            for (ItemFinding finding : Preflight.of(filled).problems()) {
                problems.add(in.place(line.number(), finding.variable()) + ": " + finding.text());
            }
        });
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

    CrfInsert insert(InputFile.Line line) {
        Optional<CrfDocument> form = form(line);
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
            Object typed = form.isPresent() ? typed(form.get(), variable, given) : given;
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
            try {
                BigDecimal number = new BigDecimal(text);
                return number.toPlainString().equals(text) ? number : text;
            } catch (NumberFormatException e) {
                return text;
            }
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

    private Optional<CrfDocument> form(InputFile.Line line) {
        String crf = required(line, "crf");
        Optional<CrfDocument> known = forms.get(crf);
        if (known == null || known.isEmpty()) {
            known = found(required(line, "subject"), required(line, "event"), crf);
            forms.put(crf, known);
        }
        return known;
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
