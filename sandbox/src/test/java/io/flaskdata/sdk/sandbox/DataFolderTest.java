package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path memory;

    @Test
    void itIsInMemoryWhereThereIsRoom() throws Exception {
        assertThat(DataFolder.of(memory, 1).getParent()).isEqualTo(memory);
    }

    @Test
    void elseItIsAmongTheTemporaryFiles() throws Exception {
        for (Path full : new Path[] {DataFolder.of(memory, Long.MAX_VALUE), DataFolder.of(memory.resolve("none"), 1)}) {
            assertThat(full.getParent()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
        }
    }
}
