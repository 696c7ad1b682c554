package io.flaskdata.sdk.spectools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A module's public API as sorted lines, so that a change of it shows in review. A package with a part called
 * {@code internal} is public only to ourselves, and left out.
 */
final class Signature {
    private static final String OURS = "io.flaskdata.sdk.";
    private static final String GENERATED = OURS + "api.";

    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

    /** What names are written without: of a module that is generated whole, the generated packages' prefix. */
    private final String prefix;

    private final Set<String> lines = new TreeSet<>();

    private Signature(String prefix) {
        this.prefix = prefix;
    }

    /** The lines of all classes in a folder, which the class loader can load with all that they use. */
    static String of(Path classes, ClassLoader loader) {
        if (!Files.isDirectory(classes)) {
            throw new SpecException(classes.toString(), "", "there is no such folder of classes");
        }
        List<String> names = published(classes);
        boolean generated = names.stream().allMatch(name -> name.startsWith(GENERATED));
        Signature signature = new Signature(generated ? GENERATED : OURS);
        try {
            for (String name : names) {
                signature.add(Class.forName(name, false, loader));
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw new SpecException(classes.toString(), "", "a class can't be loaded: " + e.getMessage());
        }
        return String.join("\n", signature.lines) + "\n";
    }

    private static List<String> published(Path classes) {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString().replaceAll("[/\\\\]", "."))
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .filter(name -> !("." + name).contains(".internal."))
                    .map(name -> name.replaceAll("[.]class$", ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The classes can't be read", e);
        }
    }

    /** Fails with the lines that differ, or writes the file anew. */
    static void check(String signature, Path file, boolean accept) {
        try {
            if (accept) {
                FileSync.write(file, signature);
                return;
            }
            String before = Files.exists(file) ? Files.readString(file) : "";
            if (!before.equals(signature)) {
                throw new SpecException(
                        Documents.name(file),
                        "",
                        "the public API is not the committed one:\n" + difference(before, signature)
                                + "If that is meant, accept it with mvn verify -Dflaskdata.api=accept, and commit the file.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The signature can't be compared", e);
        }
    }

    private static String difference(String before, String after) {
        Set<String> gone = new LinkedHashSet<>(before.lines().toList());
        Set<String> come = new LinkedHashSet<>(after.lines().toList());
        Set<String> both = new LinkedHashSet<>(gone);
        both.retainAll(come);
        gone.removeAll(both);
        come.removeAll(both);
        return gone.stream().map(line -> "  - " + line + "\n").collect(Collectors.joining())
                + come.stream().map(line -> "  + " + line + "\n").collect(Collectors.joining());
    }

    private void add(Class<?> type) {
        if (!Modifier.isPublic(type.getModifiers())) {
            return;
        }
        String name = plain(type.getName());
        lines.add(name + (type.isInterface() ? " interface" : " class"));
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())
                    && !method.isSynthetic()
                    && !OF_EVERY_OBJECT.contains(method.getName())) {
                lines.add(name + "." + method.getName() + "(" + parameters(method) + "): "
                        + plain(method.getGenericReturnType().getTypeName()) + annotations(method));
            }
        }
        for (Executable constructor : type.getDeclaredConstructors()) {
            if (Modifier.isPublic(constructor.getModifiers())) {
                lines.add(name + ".new(" + parameters(constructor) + ")");
            }
        }
    }

    private String parameters(Executable executable) {
        Parameter[] parameters = executable.getParameters();
        return Arrays.stream(parameters)
                .map(each -> (annotations(each) + " "
                                + plain(each.getParameterizedType().getTypeName()))
                        .strip())
                .collect(Collectors.joining(", "));
    }

    /** Retrofit's annotations say what is called and how; others don't matter. */
    private static String annotations(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .filter(each -> each.annotationType().getName().startsWith("retrofit2."))
                .map(Signature::shown)
                .sorted()
                .map(each -> " " + each)
                .collect(Collectors.joining());
    }

    private static String shown(Annotation annotation) {
        return annotation
                .toString()
                .replace("@retrofit2.http.", "@")
                .replace("encoded=false, ", "")
                .replace("value=", "");
    }

    private String plain(String name) {
        return name.replace(prefix, "")
                .replaceAll("\\b(java\\.(lang|util|time|math)|okhttp3|retrofit2)\\.(?=[A-Z])", "");
    }
}
