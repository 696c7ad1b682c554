package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads and writes documents; no digit changes, a name given twice is a fault, and size and depth have limits. */
public final class Documents {
    static final int MAX_BYTES = 20 * 1024 * 1024;
    static final int MAX_DEPTH = 200;

    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
    private static final ObjectMapper JSON = JsonMapper.builder(new com.fasterxml.jackson.core.JsonFactoryBuilder()
                    .streamReadConstraints(LIMITS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .streamReadConstraints(LIMITS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    private Documents() {}

    static ObjectMapper mapper() {
        return JSON;
    }

    static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new SpecException(name(file), "", "the file has more than 20 MB");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new SpecException(name(file), "", "there is no such file");
        } catch (IOException e) {
            throw new UncheckedIOException(name(file) + " can't be read", e);
        }
    }

    /** A JSON or YAML object, by the file's ending. */
    static ObjectNode read(Path file) {
        return parse(name(file), bytes(file));
    }

    static ObjectNode parse(String name, byte[] bytes) {
        boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
        try {
            JsonNode node = (yaml ? YAML : JSON).readTree(bytes);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new SpecException(name, "", "an object was expected");
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new SpecException(name, where, "can't be parsed: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new SpecException(name, "", "can't be parsed: " + e.getMessage());
        }
    }

    static String write(JsonNode node, String fileName) {
        try {
            if (fileName.endsWith(".yaml") || fileName.endsWith(".yml")) {
                return YAML.writeValueAsString(node);
            }
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n"));
            return JSON.writer(printer).writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree that can't be written", e);
        }
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
