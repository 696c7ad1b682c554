package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a contract run ({@code evidence.json}) or a browser's recording (HAR) proves: which operations, properties and
 * assumptions become observed, and the overlay that says so. Nothing that it writes holds a value.
 */
final class Evidence {
    /** What a contract run writes of what it found: short fixed texts, or a digest. */
    private static final Pattern FOUND = Pattern.compile("[\\w .,:;+/()\\[\\]|*='-]{0,120}");

    /** What a run found that the SDK can't work with: to expect it would hide it. */
    private static final Pattern UNREADABLE = Pattern.compile("no rows the SDK can read|refused .*|204 .*");

    /** Columns of typed rows stand in edc-tables.yaml, which core's build reads. */
    private static final String TYPED = "edc.table.";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,80}");
    private static final String OBSERVED_FILE = "observed.json";

    private final Path specs;
    private final Pipeline.Stages stages;
    private final Words words;
    private final Map<String, EvidenceDraft> drafts = new LinkedHashMap<>();
    private final Map<String, String> found = new TreeMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<String> confirmed = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Map<String, String>> targets = new HashMap<>();
    private int answers;

    private Evidence(Path specs) {
        this.specs = specs;
        this.stages = Pipeline.stages(specs);
        this.words = Words.of(specs, stages.effective());
        stages.overlaid().forEach((id, document) -> drafts.put(id, new EvidenceDraft(document)));
    }

    /**
     * Reads files, and writes {@code evidence.md}, {@code overlays/*.yaml}, {@code candidates/*.yaml} and {@code
     * observed.json}.
     *
     * @param own the addresses of the FlaskData that a HAR is of, if they are not FlaskData's own
     * @param accept whether to put the actions into the overlays of the specs, too
     * @return the report
     */
    static String read(Path specs, List<Path> files, Fetch.@Nullable Addresses own, Path out, boolean accept) {
        Evidence evidence = new Evidence(specs);
        for (int i = 0; i < files.size(); i++) {
            evidence.take("file " + (i + 1), evidence.seen(files.get(i), own));
        }
        evidence.write(out);
        if (accept) {
            evidence.accept();
        }
        return evidence.report(accept);
    }

    private Seen seen(Path file, Fetch.@Nullable Addresses own) {
        if (!isRun(file)) {
            return Har.read(file, words, own);
        }
        ObjectNode run = Documents.read(file);
        if (run.path("evidence").asInt() != 1) {
            throw new SpecException("evidence", "", "this build reads evidence of format 1");
        }
        List<Seen.Operation> operations = new ArrayList<>();
        List<String> runNotes = new ArrayList<>();
        for (JsonNode each : run.path("operations")) {
            Words.Operation operation = new Words.Operation(
                    each.path("module").asText(),
                    each.path("http").asText(),
                    each.path("path").asText());
            int ok = each.path("statuses").path("200").asInt();
            if (!words.has(operation)) {
                runNotes.add("an operation that our documents don't have");
            } else if (ok > 0) {
                operations.add(new Seen.Operation(
                        operation.module(),
                        operation.method(),
                        operation.path(),
                        ok,
                        each.path("shape").isObject() ? each.path("shape") : MissingNode.getInstance(),
                        MissingNode.getInstance()));
            }
        }
        List<Seen.Assumption> assumptions = new ArrayList<>();
        for (JsonNode each : run.path("assumptions")) {
            List<String> items = new ArrayList<>();
            each.path("items").forEach(item -> items.add(item.asText()));
            assumptions.add(new Seen.Assumption(
                    each.path("id").asText(),
                    each.path("result").asText(),
                    each.path("found").asText(),
                    items));
        }
        if (!run.path("run").path("complete").asBoolean()) {
            runNotes.add("the run was incomplete; what it saw counts");
        }
        return new Seen(operations, assumptions, runNotes);
    }

    /** A run's file says so; a HAR may be large, cut, or begin with a mark, and is read by entries. */
    private static boolean isRun(Path file) {
        try (var in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(200), StandardCharsets.UTF_8);
            return Pattern.compile("^\\s*\\{\\s*\"evidence\"").matcher(start).find();
        } catch (NoSuchFileException e) {
            throw new SpecException(Documents.name(file), "", "there is no such file");
        } catch (IOException e) {
            throw new UncheckedIOException("The evidence can't be read", e);
        }
    }

    private void take(String file, Seen seen) {
        seen.notes().forEach(note -> notes.add(file + ": " + note));
        for (Seen.Operation operation : seen.operations()) {
            answers += operation.answers();
            draft(operation.module()).take(operation);
        }
        for (Seen.Assumption each : seen.assumptions()) {
            if (!ID.matcher(each.id()).matches() || !FOUND.matcher(each.found()).matches()) {
                notes.add(file + ": an assumption that is not in the format of a run");
            } else if (each.result().equals("contradicted")
                    && (each.id().startsWith(TYPED)
                            || UNREADABLE.matcher(each.found()).matches())) {
                unreadable.add(each.id() + ": " + each.found());
            } else if (each.result().equals("contradicted")) {
                found.put(each.id(), each.found());
            } else if (each.result().equals("confirmed")) {
                confirmed.add(each.id());
                each.items().forEach(item -> confirm(item, each.id()));
            }
        }
    }

    private EvidenceDraft draft(String module) {
        return Objects.requireNonNull(drafts.get(module));
    }

    private void confirm(String item, String id) {
        String[] parts = item.split("#", 2);
        if (parts.length == 2 && parts[1].startsWith("/") && drafts.containsKey(parts[0])) {
            draft(parts[0]).confirm(parts[1], id, targets(parts[0]));
        }
    }

    private Map<String, String> targets(String module) {
        return targets.computeIfAbsent(
                module,
                any -> OverlayTargets.of(
                        Objects.requireNonNull(stages.effective().get(module)),
                        Objects.requireNonNull(stages.overlaid().get(module))));
    }

    private static String overlay(String id, ArrayNode actions) {
        ObjectNode overlay = Documents.mapper().createObjectNode();
        overlay.put("overlay", "1.0.0");
        overlay.putObject("info").put("title", "What was observed of " + id).put("version", "0.1.0");
        overlay.set("actions", actions);
        return Documents.write(overlay, "overlay.yaml");
    }

    private void write(Path out) {
        try {
            Files.createDirectories(out.resolve("overlays"));
            Files.createDirectories(out.resolve("candidates"));
            for (var each : drafts.entrySet()) {
                writeOrDelete(
                        out.resolve("overlays"), each.getKey(), each.getValue().actions());
                writeOrDelete(
                        out.resolve("candidates"),
                        each.getKey(),
                        each.getValue().candidates());
            }
            FileSync.write(out.resolve("evidence.md"), report(false));
            FileSync.write(out.resolve(OBSERVED_FILE), observedFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The draft can't be written", e);
        }
    }

    private static void writeOrDelete(Path folder, String id, ArrayNode actions) throws IOException {
        Path file = folder.resolve(id + ".yaml");
        if (actions.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            FileSync.write(file, overlay(id, actions));
        }
    }

    /** What is expected from now on, in place of a guess; what was accepted earlier stays. */
    private String observedFile() {
        Path file = specs.resolve(OBSERVED_FILE);
        ObjectNode all =
                Files.exists(file) ? Documents.read(file) : Documents.mapper().createObjectNode();
        ObjectNode assumptions = all.withObjectProperty("assumptions");
        found.forEach(assumptions::put);
        return Documents.write(all, OBSERVED_FILE);
    }

    /** Puts the actions at the end of the overlays, whose own text stays as it is. */
    private void accept() {
        Map<String, String> overlays = new HashMap<>();
        Sources.read(specs).documents().forEach(each -> {
            if (each.overlay() != null) {
                overlays.put(each.id(), each.overlay());
            }
        });
        try {
            for (var each : drafts.entrySet()) {
                ArrayNode actions = each.getValue().actions();
                if (!actions.isEmpty()) {
                    String name = "overlays/" + overlays.get(each.getKey());
                    append(specs.resolve(name), name, actions);
                }
            }
            FileSync.write(specs.resolve(OBSERVED_FILE), observedFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The overlays can't be written", e);
        }
        Pipeline.stages(specs);
    }

    private static void append(Path file, String name, ArrayNode actions) throws IOException {
        String before = Files.readString(file);
        int had = Documents.parse(name, before.getBytes(StandardCharsets.UTF_8))
                .path("actions")
                .size();
        String more = Documents.write(actions, "actions.yaml").indent(2);
        String after = before.stripTrailing() + "\n  # From evidence.\n" + more;
        int has = Documents.parse(name, after.getBytes(StandardCharsets.UTF_8))
                .path("actions")
                .size();
        if (has != had + actions.size()) {
            throw new SpecException(name, "", "its actions are not its last member, so nothing can be added to them");
        }
        Files.writeString(file, after);
    }

    private String report(boolean accepted) {
        StringBuilder text = new StringBuilder("# Evidence\n");
        text.append("\n").append(answers).append(" answers with JSON. No value is in this report.\n");
        section(text, "Becomes observed", EvidenceDraft::observed);
        section(text, "Contradicts a document", EvidenceDraft::contradicted);
        list(text, "Confirmed assumptions", confirmed);
        list(
                text,
                "Contradicted assumptions",
                found.entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .toList());
        section(text, "To do by hand", EvidenceDraft::byHand);
        list(text, "For code or edc-tables.yaml to change, so it is not made the expectation", unreadable);
        list(text, "Notes", notes);
        int actions =
                drafts.values().stream().mapToInt(each -> each.actions().size()).sum();
        int candidates = drafts.values().stream()
                .mapToInt(each -> each.candidates().size())
                .sum();
        text.append("\n")
                .append(actions)
                .append(accepted ? " actions added to the overlays, " : " actions drafted, ")
                .append(found.size())
                .append(" assumptions ")
                .append(accepted ? "changed in " : "for ")
                .append(OBSERVED_FILE)
                .append(", ")
                .append(candidates)
                .append(" candidate schemas for answers that no document describes.\n");
        return text.toString();
    }

    private void section(StringBuilder text, String title, Function<EvidenceDraft, List<String>> lines) {
        List<String> all = new ArrayList<>();
        drafts.forEach((id, draft) -> lines.apply(draft).forEach(line -> all.add(id + ": " + line)));
        list(text, title, all);
    }

    private static void list(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("\n## ").append(title).append("\n\n");
            lines.forEach(line -> text.append("- ").append(line).append("\n"));
        }
    }
}
