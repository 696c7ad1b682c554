package io.flaskdata.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.errors.FlaskDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.Path;

/**
 * Whatever a caller sets, the request goes to its operation's address and has its headers, or an error comes before
 * anything is sent. As in Retrofit's CVE-2018-1000850 (a path parameter that left its directory), curl's and Python's
 * header injections, and lists of payloads for fuzzers.
 */
class InjectionTest {
    private static final List<String> MODULES = List.of("edc", "forms", "dataserver", "features");

    static List<String> texts() {
        return List.of(
                "a\r\nX-Injected: y",
                "a\nX-Injected: y",
                "a\r\n\r\nGET /injected HTTP/1.1",
                "a\u0000b",
                ".",
                "..",
                "../x",
                "..\\x",
                "x/../../y",
                "%2e",
                "%2e%2e",
                ".%2E",
                "%2e%2e%2fx",
                "%252e%252e",
                "a%2fb",
                "a/b",
                "//evil.example.org/x",
                "/",
                "\\\\evil.example.org",
                "https://evil.example.org/",
                "x?y=z",
                "x#y",
                "x;y=z",
                "@evil.example.org",
                "\u2024\u2024/x",
                "\uff0e\uff0e\uff0fx",
                "\u010d\u010ax",
                "a\u0085b\u2028c",
                "a\tb",
                " a ",
                "%",
                "%zz",
                "%00",
                "%0d%0aX-Injected:%20y",
                "\ud83d\ude00",
                "\ud83d",
                "'; drop table x; --",
                "x".repeat(500));
    }

    /** The walk takes a tenth of a second for each: all with {@code -Dflaskdata.security=all}. */
    static List<String> walked() {
        List<String> all = texts();
        boolean every = "all".equals(System.getProperty("flaskdata.security"));
        return IntStream.range(0, all.size())
                .filter(i -> every || i % 3 == 0)
                .mapToObj(all::get)
                .toList();
    }

    private static List<JsonObject> operations() {
        List<JsonObject> operations = new ArrayList<>();
        for (String module : MODULES) {
            try (InputStream in = InjectionTest.class.getResourceAsStream("/META-INF/flaskdata/" + module + ".json")) {
                assertThat(in).as(module).isNotNull();
                JsonParser.parseReader(new InputStreamReader(in, UTF_8))
                        .getAsJsonObject()
                        .getAsJsonArray("operations")
                        .forEach(each -> operations.add(each.getAsJsonObject()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return operations;
    }

    /** The method and path of every operation that there is, a parameter as {@code {name}}. */
    private static Set<String> places() {
        Set<String> places = operations().stream()
                .map(each ->
                        each.get("http").getAsString() + " " + each.get("path").getAsString())
                .collect(Collectors.toCollection(TreeSet::new));
        places.addAll(List.of("POST /auth/authorize", "POST /auth/mobile-form-authorization", "GET /auth/self"));
        return places;
    }

    /** The operation that the server got, or a failure: its path has the segments of one, and is read as they stand. */
    private static String place(RawServer.Received request, Set<String> places) {
        String[] line = request.line().split(" ", -1);
        assertThat(line).as(request.line()).hasSize(3);
        assertThat(line[2]).isEqualTo("HTTP/1.1");
        assertThat(line[1]).matches("[!-~&&[^?#\\\\]]+").doesNotContain("//");
        List<String> segments = List.of(line[1].substring(1).split("/", -1));
        assertThat(segments)
                .allSatisfy(segment -> assertThat(decoded(segment)).isNotEmpty().isNotIn(".", ".."));
        List<String> fitting = places.stream()
                .filter(each -> each.startsWith(line[0] + " /"))
                .filter(each -> fits(List.of(each.split("/", 2)[1].split("/")), segments))
                .toList();
        assertThat(fitting).as(request.line()).hasSize(1);
        return fitting.get(0);
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
    }

    private static boolean fits(List<String> wanted, List<String> segments) {
        if (wanted.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).startsWith("{") && !wanted.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static final Set<String> HEADERS = Set.of(
            "host",
            "connection",
            "accept-encoding",
            "user-agent",
            "authorization",
            "edc",
            "content-type",
            "content-length",
            "content-encoding",
            "accept");

    private static void requireItsHeaders(RawServer.Received request) {
        List<String> names = request.head()
                .lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(line -> line.split(":")[0].toLowerCase(Locale.ROOT))
                .toList();
        assertThat(names).doesNotHaveDuplicates().isSubsetOf(HEADERS);
        assertThat(request.header("Host")).startsWith("127.0.0.1:");
        assertThat(request.header("Authorization")).isIn("", "JWT " + RawServer.TOKEN, "JWT user-token");
    }

    private static void collect(JsonElement json, Collection<String> texts) {
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            texts.add(primitive.getAsString());
        } else if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(each -> collect(each, texts));
        } else if (json.isJsonObject()) {
            json.getAsJsonObject().asMap().forEach((name, each) -> {
                texts.add(name);
                collect(each, texts);
            });
        }
    }

    /** With a harmless text the walk reaches each operation; so it does not pass because it stops early. */
    @Test
    void theWalkMakesEveryCall() throws IOException {
        try (RawServer server = new RawServer(new WalkServer("plain", "user-token"));
                FlaskDataClient flask = RawServer.builder(server).build()) {
            new Walk("plain", each -> {}).over(flask);
            Set<String> places = places();
            Set<String> reached = server.requests.stream()
                    .map(each -> place(each, places))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(reached).isEqualTo(places);
        }
    }

    @ParameterizedTest
    @MethodSource("walked")
    void aTextStaysWhereItWasPut(String text) throws IOException {
        try (RawServer server = new RawServer(new WalkServer("plain", "user-token"));
                FlaskDataClient flask = RawServer.builder(server).build()) {
            List<Object> told = new ArrayList<>();
            new Walk(text, told::add).over(flask);
            Set<String> places = places();
            Set<String> carried = new HashSet<>();
            for (RawServer.Received request : server.requests) {
                String place = place(request, places);
                requireItsHeaders(request);
                Set<String> texts = new HashSet<>();
                if (!request.body().isEmpty()) {
                    collect(JsonParser.parseString(request.body()), texts);
                }
                if (texts.stream().anyMatch(each -> each.contains(text)) || text.contains("\ud83d")) {
                    carried.add(place);
                }
            }
            assertThat(carried).hasSizeGreaterThan(10);
            assertThat(told.stream()
                            .filter(Throwable.class::isInstance)
                            .filter(each -> !(each instanceof IllegalArgumentException
                                    || each instanceof IllegalStateException
                                    || each instanceof NoSuchElementException
                                    || each instanceof FlaskDataException)))
                    .isEmpty();
        }
    }

    private static Stream<Method> generated() {
        return operations().stream()
                .map(each -> each.get("interface").getAsString())
                .distinct()
                .flatMap(name -> {
                    try {
                        return Stream.of(Class.forName(name).getMethods());
                    } catch (ClassNotFoundException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private static <A extends Annotation> boolean has(Parameter parameter, Class<A> annotation) {
        return parameter.isAnnotationPresent(annotation);
    }

    /** What a generated interface lets a caller set is a path's segment, a header or a body; any other kind fails here. */
    @ParameterizedTest
    @MethodSource("texts")
    void aTextStaysWhereItWasPutInTheGeneratedInterfacesToo(String text) throws IOException {
        Set<String> places = places();
        List<Method> with = generated()
                .filter(method -> Stream.of(method.getParameters()).anyMatch(each -> !has(each, Body.class)))
                .toList();
        assertThat(with).hasSizeGreaterThan(10);
        try (RawServer server = new RawServer(new WalkServer("plain", "user-token"));
                FlaskDataClient flask = RawServer.builder(server).build()) {
            for (Method method : with) {
                Object[] arguments = new Object[method.getParameterCount()];
                for (int i = 0; i < arguments.length; i++) {
                    Parameter parameter = method.getParameters()[i];
                    boolean path = has(parameter, Path.class);
                    assertThat(path || has(parameter, Header.class) || has(parameter, Body.class))
                            .isTrue();
                    assertThat(!path || !parameter.getAnnotation(Path.class).encoded())
                            .isTrue();
                    arguments[i] = has(parameter, Body.class) ? body(parameter.getType()) : text;
                }
                int before = server.requests.size();
                Exception refused = null;
                try {
                    ((Call<?>) method.invoke(flask.api(method.getDeclaringClass()), arguments)).execute();
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                } catch (IllegalArgumentException | FlaskDataException e) {
                    refused = e;
                }
                List<RawServer.Received> sent = server.requests.subList(before, server.requests.size()).stream()
                        .filter(each -> !each.isSignIn())
                        .toList();
                assertThat(sent).as(method.toString()).hasSizeLessThanOrEqualTo(1);
                assertThat(sent.isEmpty() && refused == null).isFalse();
                sent.forEach(each -> {
                    place(each, places);
                    requireItsHeaders(each);
                });
            }
        }
    }

    private static Object body(Class<?> type) {
        try {
            return type == java.util.Map.class
                    ? java.util.Map.of("a", 1)
                    : of(type).invoke(null, (Object[]) Stream.of(of(type).getParameterTypes())
                            .map(InjectionTest::plain)
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Method of(Class<?> model) {
        return Stream.of(model.getMethods())
                .filter(each -> each.getName().equals("of"))
                .findFirst()
                .orElseThrow();
    }

    private static Object plain(Class<?> type) {
        return type == String.class
                ? "plain"
                : type == Integer.class ? (Object) 1 : type == java.util.List.class ? List.of() : java.util.Map.of();
    }
}
