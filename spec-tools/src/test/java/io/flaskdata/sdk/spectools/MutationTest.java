package io.flaskdata.sdk.spectools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Repair;
import io.flaskdata.sdk.spectools.repair.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged document gives an effective one with every operation, or faults in words: nothing else. */
class MutationTest {
    private static final int MUTATIONS = Integer.getInteger("flaskdata.mutations", 300);
    private static final List<String> VALUES = List.of(
            "null", "true", "7", "\"x\"", "[]", "{}", "[1]", "{\"$ref\":\"#/definitions/Date\"}", "{\"type\":\"any\"}");
    private static final Sources.Document ALL = new Sources.Document("all", "general", List.of("/**"), null, "All");

    @ParameterizedTest
    @ValueSource(strings = {"as-written.json", "as-served.json", "dialect-mixed.json"})
    void aDamagedDocumentIsTakenOrRefusedInWords(String name) throws IOException {
        byte[] bytes;
        try (InputStream in = MutationTest.class.getResourceAsStream("/" + name)) {
            bytes = Objects.requireNonNull(in).readAllBytes();
        }
        int taken = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            ObjectNode document = Documents.parse(name, bytes);
            mutate(document, new Random(seed));
            String mutated = document.toString();
            int operations = mentioned(document);
            try {
                Repair.apply(name, document);
                ObjectNode effective = Converter.convert(name, document, ALL);
                Naming.apply(effective, ALL.prefix());
                effective
                        .path("paths")
                        .forEach(path -> path.forEach(
                                each -> ((ObjectNode) each).putArray("tags").add("T")));
                Lint.check(name, effective);
                assertThat(Tree.operations(effective)).as(mutated).hasSize(operations);
                taken++;
            } catch (SpecException e) {
                assertThat(e.getMessage()).contains(name + " at ");
            } catch (RuntimeException e) {
                fail("seed " + seed + ": " + mutated, e);
            }
        }
        assertThat(taken).isBetween(MUTATIONS / 10, MUTATIONS - MUTATIONS / 10);
    }

    /** What a reader would call an operation, however it is spelled. */
    private static int mentioned(ObjectNode document) {
        int count = 0;
        for (JsonNode path : document.path("paths")) {
            count += path.size();
        }
        return count;
    }

    private static void mutate(ObjectNode document, Random random) {
        List<ContainerNode<?>> containers = new ArrayList<>();
        collect(document, containers);
        ContainerNode<?> chosen = containers.get(random.nextInt(containers.size()));
        JsonNode value = Documents.parse(
                        "value.json", ("{\"v\":" + VALUES.get(random.nextInt(VALUES.size())) + "}").getBytes(UTF_8))
                .get("v");
        int place = random.nextInt(chosen.size());
        boolean remove = random.nextInt(4) == 0;
        if (chosen instanceof ArrayNode array) {
            if (remove) {
                array.remove(place);
            } else {
                array.set(place, value);
            }
        } else if (chosen instanceof ObjectNode object) {
            String member = object.properties().stream()
                    .skip(place)
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            if (remove) {
                object.remove(member);
            } else {
                object.set(member, value);
            }
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
        if (node instanceof ContainerNode<?> container && !node.isEmpty()) {
            containers.add(container);
            node.forEach(child -> collect(child, containers));
        }
    }
}
