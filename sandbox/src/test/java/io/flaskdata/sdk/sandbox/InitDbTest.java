package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitDbTest {
    @TempDir
    Path temp;

    @Test
    void theFirstFolderIsKeptAndTheNextIsItsCopy() throws Exception {
        Cluster.OF_THIS_JVM.connect("postgres").close();
        Path unpacked = Files.createDirectory(temp.resolve("unpacked"));
        for (String each : new String[] {"bin", "lib", "share"}) {
            Files.createSymbolicLink(
                    unpacked.resolve(each),
                    InitDb.here().orElseThrow().scratch(temp).resolveSibling(each));
        }
        InitDb initDb = new InitDb(unpacked);
        Path first = Files.createDirectory(temp.resolve("first"));
        initDb.run(first);
        assertThat(first.resolve("PG_VERSION")).hasContent("15");
        assertThat(initDb.scratch(first)).doesNotExist();

        Files.delete(unpacked.resolve("bin"));
        Path next = Files.createDirectory(temp.resolve("next"));
        initDb.run(next);
        assertThat(next.resolve("PG_VERSION")).hasContent("15");
        assertThat(next.resolve("global/pg_control")).hasSameBinaryContentAs(first.resolve("global/pg_control"));
    }
}
