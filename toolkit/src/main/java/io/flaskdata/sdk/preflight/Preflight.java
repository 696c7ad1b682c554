package io.flaskdata.sdk.preflight;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import io.flaskdata.sdk.forms.CrfDocument;
import io.flaskdata.sdk.forms.CrfItem;
import io.flaskdata.sdk.forms.ItemOption;
import io.flaskdata.sdk.internal.JsonView;
import io.flaskdata.sdk.json.internal.Json;
import io.flaskdata.sdk.preflight.ItemFinding.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks a CRF's values against its form's rules before they are saved. Makes no call. */
public final class Preflight {
    private static final Set<String> NUMBERS = Set.of("NUMBER", "SLIDER", "BIPOLAR_NUMBER");
    private static final Set<String> CHOICES =
            Set.of("RADIO", "BIPOLAR_RADIO", "SINGLE_SELECT", "MULTIPLE_SELECT", "CHECKBOX_GROUP");

    private final List<ItemFinding> problems = new ArrayList<>();
    private final List<ItemFinding> notEvaluated = new ArrayList<>();

    private Preflight() {}

    /**
     * Checks a CRF's values against the form's rules. The server may check more or less.
     *
     * @param crf the CRF, with its edits
     * @return the rules that are broken, and those that can't be checked
     */
    public static PreflightReport of(CrfDocument crf) {
        Preflight preflight = new Preflight();
        crf.items().forEach(preflight::look);
        return new PreflightReport(preflight.problems, preflight.notEvaluated);
    }

    private void look(CrfItem item) {
        JsonView json = new JsonView(Json.element(item.raw()).getAsJsonObject());
        JsonView rules = json.object("adds");
        List<JsonElement> present = json.elements("value").stream()
                .filter(value -> value != JsonNull.INSTANCE && !text(value).isEmpty())
                .toList();
        boolean conditional = item.branchingLogic().isPresent();
        if (conditional) {
            cannotTell(item, Rule.BRANCHING_LOGIC, "whether the form shows the item is not evaluated");
        }
        if (rules.flag("assert")) {
            cannotTell(item, Rule.ASSERTION, "the form's assertion is not evaluated");
        }
        if (rules.flag("unique")) {
            cannotTell(item, Rule.UNIQUE, "the other subjects are not looked at");
        }
        boolean enforced = item.required() && !rules.flag("disabled");
        if (present.isEmpty() && enforced) {
            if (conditional) {
                cannotTell(item, Rule.REQUIRED, "a value is required if the form shows the item");
            } else {
                problem(item, Rule.REQUIRED, "a value is required");
            }
        }
        present.forEach(value -> look(item, value));
    }

    private void look(CrfItem item, JsonElement value) {
        String text = text(value);
        Optional<BigDecimal> number = number(text);
        if (NUMBERS.contains(item.type()) && number.isEmpty()) {
            problem(item, Rule.NUMBER, "the value is not a number");
        }
        bound(item, Rule.MIN, "min", number, -1);
        bound(item, Rule.MAX, "max", number, 1);
        Optional<BigDecimal> length = Optional.of(BigDecimal.valueOf(text.length()));
        bound(item, Rule.MIN_LENGTH, "minlength", length, -1);
        bound(item, Rule.MAX_LENGTH, "maxlength", length, 1);
        item.rule("pattern").ifPresent(pattern -> pattern(item, pattern, text));
        options(item, value, text);
    }

    private void bound(CrfItem item, Rule rule, String name, Optional<BigDecimal> measured, int wrongSide) {
        Optional<String> stated = item.rule(name);
        if (stated.isEmpty() || (measured.isEmpty() && NUMBERS.contains(item.type()))) {
            return;
        }
        Optional<BigDecimal> bound = stated.flatMap(Preflight::number);
        if (bound.isEmpty() || measured.isEmpty()) {
            cannotTell(item, rule, name + " or the value is not a number");
        } else if (measured.get().compareTo(bound.get()) == wrongSide) {
            problem(item, rule, "the value is beyond " + name + " " + stated.get());
        }
    }

    /** As in a browser, the whole value must match. */
    private void pattern(CrfItem item, String pattern, String text) {
        try {
            if (!Pattern.compile(pattern).matcher(text).matches()) {
                problem(item, Rule.PATTERN, "the value does not match the pattern");
            }
        } catch (PatternSyntaxException e) {
            cannotTell(item, Rule.PATTERN, "the pattern can't be read here");
        }
    }

    /**
     * FlaskData's documentation sends true and false for radio buttons; how they relate to the options is not known.
     */
    private void options(CrfItem item, JsonElement value, String text) {
        List<ItemOption> options = item.options();
        if (!CHOICES.contains(item.type()) || options.isEmpty()) {
            return;
        }
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean()) {
            cannotTell(item, Rule.OPTIONS, "true and false are not compared with the options");
        } else if (options.stream().noneMatch(option -> option.value().equals(text))) {
            problem(item, Rule.OPTIONS, "the value is none of the options");
        }
    }

    private static String text(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : Json.text(value);
    }

    private static Optional<BigDecimal> number(String text) {
        return text.matches("-?\\d{1,1000}(\\.\\d{1,1000})?([eE][+-]?\\d{1,4})?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private void problem(CrfItem item, Rule rule, String text) {
        problems.add(new ItemFinding(item.variable(), rule, text));
    }

    private void cannotTell(CrfItem item, Rule rule, String text) {
        notEvaluated.add(new ItemFinding(item.variable(), rule, text));
    }
}
