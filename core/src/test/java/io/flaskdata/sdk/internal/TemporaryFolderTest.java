package io.flaskdata.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    private static final String LOCK = "flaskdata-sdk.lock";

    @TempDir
    Path parent;

    private Path left(String name) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.createFile(folder.resolve(LOCK));
        Files.createDirectory(folder.resolve("old"));
        Files.writeString(folder.resolve("old").resolve("run-1"), "rows");
        return folder;
    }

    @Test
    void whatAKilledProcessLeftIsDeletedByTheNext() throws IOException {
        Path left = left("flaskdata-sdk-1");
        try (TemporaryFolder next = TemporaryFolder.in(parent)) {
            assertThat(left).doesNotExist();
            assertThat(Files.getPosixFilePermissions(next.path()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            Files.writeString(next.path().resolve("slice.json"), "[]");
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatIsSomebodyElsesStays() throws IOException {
        Path named = left("flaskdata-study");
        Path without = Files.createDirectory(parent.resolve("flaskdata-sdk-2"));
        Files.writeString(without.resolve("mine"), "");
        Path target = left("target");
        Path link = Files.createSymbolicLink(parent.resolve("flaskdata-sdk-3"), target);
        Path linked = Files.createDirectory(parent.resolve("flaskdata-sdk-4"));
        Files.createSymbolicLink(linked.resolve(LOCK), target.resolve(LOCK));
        Path inside = left("flaskdata-sdk-5");
        Files.createSymbolicLink(inside.resolve("out"), target);
        TemporaryFolder.sweep(parent, Files.getOwner(parent));
        assertThat(named.resolve("old/run-1")).exists();
        assertThat(without.resolve("mine")).exists();
        assertThat(link).isSymbolicLink();
        assertThat(linked).exists();
        assertThat(inside).doesNotExist();
        assertThat(target.resolve("old/run-1")).exists();
    }

    @Test
    void whatIsAnotherUsersStays() throws IOException {
        Path left = left("flaskdata-sdk-1");
        UserPrincipal other =
                parent.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        TemporaryFolder.sweep(parent, other);
        assertThat(left).exists();
    }

    @Test
    void oneThatIsInUseStaysUntilItsProcessIsKilled() throws Exception {
        try (TemporaryFolder own = TemporaryFolder.in(parent)) {
            Process other = Children.start(Holder.class, parent.toString());
            try {
                assertThat(other.inputReader().readLine()).isEqualTo("made");
                assertThat(parent).isDirectoryContaining(each -> !each.equals(own.path()));
                TemporaryFolder.sweep(parent, Files.getOwner(parent));
                assertThat(parent.toFile().list()).hasSize(2);
            } finally {
                other.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            }
            TemporaryFolder.sweep(parent, Files.getOwner(parent));
            assertThat(parent.toFile().list()).hasSize(1);
            // This process's lock is still held, though the other could have swept here.
            assertThat(own.path()).exists();
        }
    }

    /** Another process, which has a folder until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException {
            TemporaryFolder folder = TemporaryFolder.in(Path.of(args[0]));
            Files.writeString(folder.path().resolve("slice.json"), "[]");
            System.out.println("made");
            System.in.read();
        }
    }
}
