package io.flaskdata.sdk.spectools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSyncTest {
    @TempDir
    Path folder;

    @Test
    void synchronisingDeletesWhatIsNotThereAnyMore() throws IOException {
        Path from = Files.createDirectories(folder.resolve("from/a"));
        Files.writeString(from.resolve("1"), "one");
        Path to = Files.createDirectories(folder.resolve("to"));
        Files.writeString(to.resolve("old"), "old");
        FileSync.synchronise(folder.resolve("from"), to);
        assertThat(to.resolve("a/1")).hasContent("one");
        assertThat(to.resolve("old")).doesNotExist();
    }

    @Test
    void aTextThatUtf8CantHoldIsNotWritten() {
        assertThatThrownBy(() -> FileSync.write(folder.resolve("a"), "x\ud800"))
                .isInstanceOf(CharacterCodingException.class);
        assertThat(folder.resolve("a")).doesNotExist();
    }

    @Test
    void synchronisingLeavesWhatIsTheSameUntouched() throws IOException {
        Path from = Files.createDirectories(folder.resolve("from"));
        Path to = Files.createDirectories(folder.resolve("to"));
        Files.writeString(from.resolve("same"), "same");
        Files.writeString(to.resolve("same"), "same");
        FileTime then = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(to.resolve("same"), then);
        FileSync.synchronise(from, to);
        assertThat(Files.getLastModifiedTime(to.resolve("same"))).isEqualTo(then);
    }
}
