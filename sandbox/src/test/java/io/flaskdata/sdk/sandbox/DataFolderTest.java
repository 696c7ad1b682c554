package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path memory;

    @Test
    void itIsInMemoryWhereThereIsRoom() throws Exception {
        assertThat(DataFolder.make(memory, 1)).hasParent(memory).isEmptyDirectory();
    }

    @Test
    void elseItIsAmongTheTemporaryFiles() throws Exception {
        for (Path full :
                new Path[] {DataFolder.make(memory, Long.MAX_VALUE), DataFolder.make(memory.resolve("none"), 1)}) {
            assertThat(full).hasParent(Path.of(System.getProperty("java.io.tmpdir")));
            Files.delete(full);
        }
    }
}
