package io.flaskdata.sdk.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.flaskdata.sdk.json.internal.GsonVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Invocation;

/**
 * Checks the class path, so that a mistake is one clear sentence instead of a NoSuchMethodError in the middle of a
 * call.
 */
public final class ClassPath {
    private static final Logger LOG = LoggerFactory.getLogger("io.flaskdata.sdk");
    private static final List<String> MODULES = List.of("json", "edc", "forms", "dataserver", "features");
    private static final String OKHTTP = "okhttp3/OkHttpClient.class";
    private static final int[] OLDEST_OKHTTP = {4, 12};

    private ClassPath() {}

    private static final class Once {
        static final @Nullable String FAULT = fault(ClassPath.class.getClassLoader(), SdkVersion.TEXT);

        private Once() {}
    }

    /**
     * Checks OkHttp, Gson, Retrofit, FastCSV and our modules, once.
     *
     * @throws IllegalStateException when one is missing, too old, present twice or of another version
     */
    public static void check() {
        if (Once.FAULT != null) {
            throw new IllegalStateException(Once.FAULT);
        }
    }

    private static @Nullable String fault(ClassLoader loader, String version) {
        String fault = okHttpFault(loader);
        fault = fault == null && loader.getResource(resource("json")) == null ? missing("json", version) : fault;
        fault = fault == null ? GsonVersion.fault(loader) : fault;
        fault = fault == null ? linkFault("retrofit 3", () -> Invocation.class) : fault;
        fault = fault == null ? linkFault("fastcsv 4", () -> QuoteStrategies.EMPTY) : fault;
        for (String module : MODULES) {
            fault = fault == null ? moduleFault(loader, module, version) : fault;
        }
        return fault;
    }

    /** Tries what an older version doesn't have; such a library doesn't say its version. */
    private static @Nullable String linkFault(String needed, Supplier<Object> newest) {
        try {
            Objects.requireNonNull(newest.get());
            return null;
        } catch (NoClassDefFoundError | NoSuchFieldError e) {
            return "On the class path a library is missing or too old (" + e.getMessage() + "): the SDK needs " + needed
                    + " or newer";
        }
    }

    private static @Nullable String okHttpFault(ClassLoader loader) {
        if (okHttp("OkHttpClient", loader) == null) {
            return "OkHttp is missing from the class path: the SDK needs okhttp-jvm 5, or okhttp " + oldest()
                    + " or newer";
        }
        int times = resources(loader, OKHTTP).size();
        if (times > 1) {
            LOG.warn(
                    "OkHttp is on the class path {} times ({}): the first is used; exclude com.squareup.okhttp3:okhttp"
                            + " from what brings it",
                    times,
                    places(loader, OKHTTP));
        }
        String found = okHttpVersion(loader);
        String[] parts = found.split("[.-]", 3);
        int major = Integer.parseInt(parts[0]);
        if (major < OLDEST_OKHTTP[0] || (major == OLDEST_OKHTTP[0] && Integer.parseInt(parts[1]) < OLDEST_OKHTTP[1])) {
            return "OkHttp " + found + " is on the class path (" + places(loader, OKHTTP)
                    + "): the SDK needs okhttp-jvm 5, or okhttp " + oldest() + " or newer";
        }
        return null;
    }

    /** Read reflectively, because javac would inline the constant of the version compiled against. */
    private static String okHttpVersion(ClassLoader loader) {
        Class<?> says = okHttp("OkHttp", loader);
        if (says == null) {
            return "3"; // It has said its version there since 4.
        }
        try {
            return String.valueOf(says.getField("VERSION").get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("OkHttp does not say its version", e);
        }
    }

    /** Not by its file, which a native image doesn't have. */
    private static @Nullable Class<?> okHttp(String name, ClassLoader loader) {
        try {
            return Class.forName("okhttp3." + name, false, loader);
        } catch (ClassNotFoundException e) {
            return null; // Which the caller says.
        }
    }

    private static @Nullable String moduleFault(ClassLoader loader, String module, String version) {
        String resource = resource(module);
        Map<String, URL> found = new LinkedHashMap<>();
        for (URL each : resources(loader, resource)) {
            found.putIfAbsent(text(each), each);
        }
        String artifact = "flaskdata-" + module;
        if (found.isEmpty()) {
            return missing(module, version);
        }
        if (found.size() > 1) {
            return artifact + " is on the class path in " + found.size() + " versions (" + places(loader, resource)
                    + "): flaskdata-core needs " + version + " alone";
        }
        JsonObject says =
                JsonParser.parseString(found.keySet().iterator().next()).getAsJsonObject();
        JsonElement of = says.get("sdk");
        if (of != null && !of.getAsString().equals(version)) {
            return artifact + " " + of.getAsString() + " is on the class path (" + places(loader, resource)
                    + "): flaskdata-core needs " + version + "; flaskdata-bom keeps them alike";
        }
        return null;
    }

    private static String resource(String module) {
        return "META-INF/flaskdata/" + module + ".json";
    }

    private static String missing(String module, String version) {
        return "flaskdata-" + module + " is missing from the class path: flaskdata-core needs it in version " + version;
    }

    private static List<URL> resources(ClassLoader loader, String name) {
        try {
            return Collections.list(loader.getResources(name));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be looked for", e);
        }
    }

    private static String text(URL resource) {
        try (InputStream in = resource.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " can't be read", e);
        }
    }

    private static String oldest() {
        return OLDEST_OKHTTP[0] + "." + OLDEST_OKHTTP[1];
    }

    private static String places(ClassLoader loader, String resource) {
        return resources(loader, resource).stream()
                .map(each -> each.toString().replaceFirst("^jar:file:(.*)!/.*$", "$1"))
                .collect(Collectors.joining(", "));
    }
}
