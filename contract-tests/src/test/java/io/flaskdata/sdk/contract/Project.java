package io.flaskdata.sdk.contract;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** This project's own files. */
final class Project {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> LEFT = Set.of("target", ".git");

    private Project() {}

    /** The poms of what users get: these modules say that they are not unpublished. */
    static List<Pom> published() {
        try (Stream<Path> files = Files.find(ROOT, 3, (file, any) -> file.endsWith("pom.xml"))) {
            return files.filter(each -> !ROOT.relativize(each).toString().contains("target"))
                    .map(Pom::read)
                    .filter(each ->
                            each.at("/project/properties/flaskdata.unpublished").equals("false"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where this build wrote a module's pom as users get it. */
    static Path publishedPom(Pom pom) {
        return pom.file().resolveSibling(Maven.TARGET).resolve("published-pom.xml");
    }

    /** The jar that this build made. */
    static Path jar(Pom pom) {
        return pom.file().resolveSibling(Maven.TARGET).resolve(pom.artifact() + "-" + pom.version() + ".jar");
    }

    /** All that is under version control, and nothing that was built. */
    static void copyTo(Path copy) throws IOException {
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes any) throws IOException {
                if (LEFT.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copy.resolve(ROOT.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes any) throws IOException {
                Files.copy(file, copy.resolve(ROOT.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
