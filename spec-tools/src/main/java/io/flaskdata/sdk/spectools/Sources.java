package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code sources.yaml}: where documents come from, and which effective documents are made from them. */
record Sources(List<Source> sources, List<Document> documents, List<Known> known) {
    /** A document FlaskData serves. */
    record Source(String id, String address, boolean required) {
        String file() {
            return "upstream/" + id + ".json";
        }
    }

    /** An effective document: the operations below some paths of one source, with one overlay or none. */
    record Document(
            String id,
            String source,
            List<String> paths,
            @Nullable String overlay,
            String prefix) {
        boolean selects(String fullPath) {
            return paths.stream()
                    .anyMatch(path -> path.endsWith(EVERYTHING)
                            ? fullPath.startsWith(path.substring(0, path.length() - EVERYTHING.length()))
                            : fullPath.equals(path));
        }
    }

    /** A known operation of which too little is known to describe it. */
    record Known(String source, String what, String provenance) {}

    private static final String EVERYTHING = "**";

    static Sources read(Path specs) {
        String name = "sources.yaml";
        ObjectNode yaml = Documents.read(specs.resolve(name));
        List<Source> sources = new ArrayList<>();
        for (JsonNode each : yaml.path("sources")) {
            sources.add(new Source(
                    text(name, each, "id"),
                    text(name, each, "address"),
                    each.path("required").asBoolean(true)));
        }
        different(name, "sources", sources.stream().map(Source::id).toList());
        List<Document> documents = new ArrayList<>();
        for (JsonNode each : yaml.path("documents")) {
            Document document = new Document(
                    text(name, each, "id"),
                    text(name, each, "source"),
                    paths(name, each),
                    each.has("overlay") ? text(name, each, "overlay") : null,
                    text(name, each, "prefix"));
            if (sources.stream().noneMatch(source -> source.id().equals(document.source()))) {
                throw new SpecException(name, "documents " + document.id(), "there is no source " + document.source());
            }
            documents.add(document);
        }
        different(name, "documents", documents.stream().map(Document::id).toList());
        List<Known> known = new ArrayList<>();
        for (JsonNode each : yaml.path("known")) {
            known.add(new Known(text(name, each, "source"), text(name, each, "what"), text(name, each, "provenance")));
        }
        return new Sources(sources, documents, known);
    }

    /** One path or several: exact ones, or all below one that ends with {@code /**}. */
    private static List<String> paths(String file, JsonNode document) {
        JsonNode node = document.path("paths");
        List<String> paths = new ArrayList<>();
        (node.isTextual() ? List.of(node) : node).forEach(each -> paths.add(each.asText()));
        for (String path : paths) {
            if (!path.startsWith("/") || path.replaceFirst("/[*][*]$", "").contains("*")) {
                throw new SpecException(
                        file, "documents " + document.path("id").asText(), "a path is exact or ends with /**: " + path);
            }
        }
        if (paths.isEmpty()) {
            throw new SpecException(file, "documents " + document.path("id").asText(), "an entry lacks paths");
        }
        return List.copyOf(paths);
    }

    /** Ids become file names. */
    private static void different(String file, String list, List<String> ids) {
        for (int i = 0; i < ids.size(); i++) {
            String pointer = "/" + list + "/" + i;
            if (!ids.get(i).matches("[A-Za-z0-9_-]+")) {
                throw new SpecException(file, pointer, "an id is letters, digits, - and _: " + ids.get(i));
            }
            if (ids.indexOf(ids.get(i)) != i) {
                throw new SpecException(file, pointer, "another entry has the id " + ids.get(i));
            }
        }
    }

    private static String text(String file, JsonNode node, String member) {
        if (!node.path(member).isTextual()) {
            throw new SpecException(file, "", "an entry lacks " + member);
        }
        return node.get(member).asText();
    }
}
