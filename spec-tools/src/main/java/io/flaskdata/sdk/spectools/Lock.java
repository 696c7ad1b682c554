package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** {@code specs.lock}: which bytes each upstream document must have, and where they are from. */
final class Lock {
    private static final String FILE = "specs.lock";

    private Lock() {}

    /** Fails when a document's bytes are not the locked ones. */
    static void verify(Path specs, Sources sources) {
        JsonNode locked = Documents.read(specs.resolve(FILE)).path("documents");
        List<Fault> faults = new ArrayList<>();
        for (Sources.Source source : present(specs, sources)) {
            String expected = locked.path(source.id()).path("sha256").asText("nothing");
            String actual = sha256(Documents.bytes(specs.resolve(source.file())));
            if (!expected.equals(actual)) {
                faults.add(new Fault(
                        source.file(),
                        "",
                        "its bytes are not the locked ones: SHA-256 is " + actual + ", " + FILE + " says " + expected));
            }
        }
        List<String> known = sources.sources().stream().map(Sources.Source::id).toList();
        for (var entry : locked.properties()) {
            String file = entry.getValue().path("file").asText();
            if (!known.contains(entry.getKey())) {
                faults.add(new Fault(FILE, "/documents/" + entry.getKey(), "sources.yaml has no such source"));
            } else if (!Files.exists(specs.resolve(file))) {
                faults.add(new Fault(FILE, "/documents/" + entry.getKey(), "the locked document is gone: " + file));
            }
        }
        if (!faults.isEmpty()) {
            throw new SpecException(faults);
        }
    }

    /** Writes the lock anew for documents that were reconstructed by hand; a fetched one keeps its entry. */
    static void relock(Path specs, Sources sources) {
        JsonNode before = Files.exists(specs.resolve(FILE))
                ? Documents.read(specs.resolve(FILE)).path("documents")
                : MissingNode.getInstance();
        ObjectNode lock = Documents.mapper().createObjectNode();
        for (Sources.Source source : present(specs, sources)) {
            JsonNode old = before.path(source.id());
            if (old.path("origin").asText().equals("fetched")) {
                lock.withObjectProperty("documents").set(source.id(), old);
                continue;
            }
            Path file = specs.resolve(source.file());
            ObjectNode entry = lock.withObjectProperty("documents").putObject(source.id());
            entry.put("file", source.file());
            entry.put("origin", "reconstructed");
            entry.put("address", source.address());
            entry.put(
                    "version", Documents.read(file).path("info").path("version").asText());
            entry.put("sha256", sha256(Documents.bytes(file)));
        }
        try {
            Files.writeString(specs.resolve(FILE), Documents.write(lock, FILE + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " can't be written", e);
        }
    }

    /** Replaces the entries of documents that were fetched. */
    static void put(Path specs, Map<String, ObjectNode> entries) throws IOException {
        ObjectNode lock = Files.exists(specs.resolve(FILE))
                ? Documents.read(specs.resolve(FILE))
                : Documents.mapper().createObjectNode();
        lock.withObjectProperty("documents").setAll(entries);
        Files.writeString(specs.resolve(FILE), Documents.write(lock, FILE + ".json"));
    }

    /** A required document must be there; an optional one may. */
    static List<Sources.Source> present(Path specs, Sources sources) {
        return sources.sources().stream()
                .filter(source -> source.required() || Files.exists(specs.resolve(source.file())))
                .toList();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
