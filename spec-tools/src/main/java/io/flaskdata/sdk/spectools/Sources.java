package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code sources.yaml}: where documents come from, and which effective documents are made of them. */
record Sources(List<Source> sources, List<Document> documents) {
    /** A document FlaskData serves. */
    record Source(String id, String address, boolean required) {
        String file() {
            return "upstream/" + id + ".json";
        }
    }

    /** An effective document: the operations below {@code path} of one source, with one overlay. */
    record Document(String id, String source, String path, String overlay, String prefix) {
        boolean selects(String fullPath) {
            return fullPath.startsWith(path.substring(0, path.length() - "**".length()));
        }
    }

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
                    text(name, each, "paths"),
                    text(name, each, "overlay"),
                    text(name, each, "prefix"));
            if (!document.path().endsWith("/**")) {
                throw new SpecException(name, "documents " + document.id(), "paths must end with /**");
            }
            if (sources.stream().noneMatch(source -> source.id().equals(document.source()))) {
                throw new SpecException(name, "documents " + document.id(), "there is no source " + document.source());
            }
            documents.add(document);
        }
        different(name, "documents", documents.stream().map(Document::id).toList());
        return new Sources(sources, documents);
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
