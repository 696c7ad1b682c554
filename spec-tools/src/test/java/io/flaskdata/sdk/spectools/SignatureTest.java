package io.flaskdata.sdk.spectools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {
    @TempDir
    Path folder;

    private String signature;

    @BeforeEach
    void compile() throws IOException {
        signature = of("""
                package io.flaskdata.sdk.made;
                import java.util.List;
                public final class Study {
                    private Study() {}
                    public static Study of(List<String> names, int size) { return new Study(); }
                    public String getName() { return ""; }
                    String hidden() { return ""; }
                    @Override public String toString() { return ""; }
                }
                """);
    }

    private String of(String source) throws IOException {
        return of(source, folder.resolve("classes"));
    }

    private String of(String source, Path classes) throws IOException {
        Path file = Files.writeString(folder.resolve("Study.java"), source);
        Files.createDirectories(classes);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), file.toString()))
                .isZero();
        try (var loader =
                new java.net.URLClassLoader(new java.net.URL[] {classes.toUri().toURL()})) {
            return Signature.of(classes, loader);
        }
    }

    @Test
    void isSortedAndShowsOnlyWhatIsPublic() {
        assertThat(signature.lines().toList())
                .isEqualTo(List.of(
                        "made.Study class",
                        "made.Study.getName(): String",
                        "made.Study.of(List<String>, int): made.Study"));
    }

    @Test
    void leavesOutADescriptor() throws IOException {
        Path versioned = Files.createDirectories(folder.resolve("classes/META-INF/versions/17"));
        Files.write(versioned.resolve("module-info.class"), new byte[0]);
        assertThat(of("package io.flaskdata.sdk.made; public class Study {}")).contains("made.Study class");
    }

    @Test
    void aPackageCalledInternalIsLeftOutAndNothingElseThatIsCalledSo() throws IOException {
        of("package io.flaskdata.sdk.internal; public class Study {}");
        of("package io.flaskdata.sdk.made.internal.http; public class Study {}");
        of("package io.flaskdata.sdk.internals; public final class Study { private Study() {} }");
        assertThat(of("package io.flaskdata.sdk.made; public final class Study { public static class internal {} }"))
                .isEqualTo("""
                        internals.Study class
                        made.Study class
                        made.Study$internal class
                        made.Study$internal.new()
                        made.Study.new()
                        """);
    }

    @Test
    void aGeneratedModulesPackagesAreWrittenWithoutTheirPrefixAndOnlyInAModuleThatIsGeneratedWhole()
            throws IOException {
        Path generated = folder.resolve("generated");
        String study = "package io.flaskdata.sdk.api.forms; public final class Study { public static Study of() {"
                + " return new Study(); } private Study() {} }";
        assertThat(of(study, generated)).isEqualTo("forms.Study class\nforms.Study.of(): forms.Study\n");
        assertThat(of(study)).contains("api.forms.Study class\n", "made.Study class\n");
    }

    @Test
    void aDifferenceIsReadableAndCanBeAccepted() throws IOException {
        Path file = folder.resolve("api.txt");
        Signature.check(signature, file, true);
        Signature.check(signature, file, false);
        String changed =
                of("package io.flaskdata.sdk.made; public class Study { public long getSize() { return 1; } }");
        assertThatThrownBy(() -> Signature.check(changed, file, false))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("  - made.Study.getName(): String\n")
                .hasMessageContaining("  + made.Study.getSize(): long\n")
                .hasMessageContaining("  + made.Study.new()\n")
                .hasMessageNotContaining("made.Study class\n")
                .hasMessageContaining("-Dflaskdata.api=accept");
        Signature.check(changed, file, true);
        assertThat(file).hasContent(changed);
    }

    @Test
    void withoutACommittedSignatureEverythingDiffers() {
        assertThatThrownBy(() -> Signature.check(signature, folder.resolve("none.txt"), false))
                .hasMessageContaining("  + made.Study class");
    }
}
