package io.flaskdata.sdk.spectools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.repair.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever passes repair and lint compiles, is taken by Retrofit, and has a method for each operation. A module's number
 * is its document's seed.
 */
class RandomDocumentsTest {
    private static final int DOCUMENTS = Integer.getInteger("flaskdata.documents", 40);
    private static final int TOGETHER = 40;

    @TempDir
    Path folder;

    static IntStream batches() {
        return IntStream.iterate(0, first -> first < DOCUMENTS, first -> first + TOGETHER);
    }

    @ParameterizedTest
    @MethodSource("batches")
    void whateverPassesCompiles(int first) throws IOException {
        Bindings bindings = new Bindings(folder);
        int taken = 0;
        int operations = 0;
        for (int seed = first; seed < first + TOGETHER; seed++) {
            ObjectNode document = RandomDocument.of(seed);
            Path file = Files.writeString(folder.resolve("m" + seed + ".json"), document.toString());
            try {
                bindings.add(file, "m" + seed);
                taken++;
                operations += Tree.operations(Documents.read(folder.resolve("m" + seed + "/tried.json")))
                        .size();
            } catch (SpecException e) {
                assertThat(e.getMessage()).contains(file.getFileName() + " at ");
            } catch (RuntimeException e) {
                fail("seed " + seed + ": " + document, e);
            }
        }
        assertThat(taken).isGreaterThan(TOGETHER / 2);
        String signature = bindings.compiled();
        assertThat(signature.lines().filter(line -> line.contains("): Call<"))).hasSizeGreaterThanOrEqualTo(operations);
    }
}
