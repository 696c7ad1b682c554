package io.flaskdata.sdk;

import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.rows.CsvArchive;
import io.flaskdata.sdk.rows.Download;
import io.flaskdata.sdk.rows.RowSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes every call that a client offers, found by reflection: each public method of it and of what it gives, with one
 * text wherever a caller may set one. What refuses the text is asked again with the text in one place only, and at last
 * without it, so that what lies behind is reached too.
 */
final class Walk {
    private static final Set<String> LEFT_OUT = Set.of(
            "close",
            "api",
            "async",
            "withOptions",
            "withAnswers",
            "withProgress",
            "caller",
            "logout",
            "authorize",
            "check");
    private static final String PLAIN = "plain";

    private final String text;
    /** Told of everything that is returned or thrown. */
    private final Consumer<Object> told;

    private final Set<String> visited = new HashSet<>();

    Walk(String text, Consumer<Object> told) {
        this.text = text;
        this.told = told;
    }

    void over(FlaskDataClient flask) {
        explore(flask, false);
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.flaskdata.sdk.") && !type.isEnum();
    }

    private void explore(@Nullable Object found, boolean sameAgain) {
        if (found instanceof Optional<?> optional) {
            explore(optional.orElse(null), sameAgain);
        } else if (found instanceof List<?> list) {
            list.stream().findFirst().ifPresent(first -> explore(first, sameAgain));
        } else if (found != null && isOurs(found.getClass())) {
            told.accept(found);
            end(found);
            Stream.of(found.getClass().getMethods())
                    .filter(method -> isOurs(method.getDeclaringClass())
                            && Modifier.isPublic(method.getDeclaringClass().getModifiers()))
                    .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                    .filter(method -> !LEFT_OUT.contains(method.getName()))
                    .filter(method -> !(found instanceof RowSource || found instanceof Download)
                            || method.getReturnType() == found.getClass())
                    .filter(method -> !(sameAgain && method.getReturnType() == found.getClass()))
                    .sorted(Comparator.comparing(Method::toString))
                    .filter(method -> visited.add(sameAgain + " " + found.getClass() + " " + method))
                    .forEach(method -> call(found, method));
        }
    }

    /** Rows and files are read in one way: the others make the same request. */
    private void end(Object found) {
        if (found instanceof RowSource rows) {
            tell(rows::toList);
        } else if (found instanceof Download download) {
            tell(() -> {
                try (CsvArchive archive = download.open()) {
                    return archive.forEachRow((file, row) -> {
                        told.accept(file);
                        told.accept(row);
                    });
                }
            });
        }
    }

    private interface Step {
        @Nullable
        Object take() throws Exception;
    }

    private @Nullable Object tell(Step step) {
        try {
            Object given = step.take();
            if (given != null) {
                told.accept(given);
            }
            return given;
        } catch (InvocationTargetException e) {
            told.accept(e.getCause());
        } catch (Exception e) {
            told.accept(e);
        }
        return null;
    }

    private void call(Object target, Method method) {
        Type[] types = method.getGenericParameterTypes();
        Set<Object> results = new HashSet<>();
        for (int only = -1; only < Math.max(1, types.length); only++) {
            int place = only;
            Object given = tell(() -> method.invoke(target, arguments(types, place)));
            if (given != null && method.getReturnType() == target.getClass()) {
                // Each text in turn has to reach the request.
                again(given);
            } else if (given != null && results.isEmpty()) {
                results.add(given.getClass());
                continueWith(method, given);
            }
            if (types.length == 0 || (given != null && only < 0)) {
                return;
            }
        }
        Object given = tell(() -> method.invoke(target, arguments(types, types.length)));
        if (given != null && results.isEmpty()) {
            continueWith(method, given);
        }
    }

    private void continueWith(Method method, Object given) {
        if (given instanceof FlaskDataClient user) {
            tell(user::self);
        } else if (given instanceof Iterable<?> entries && isOurs(given.getClass())) {
            tell(() -> {
                entries.forEach(told);
                return null;
            });
            explore(given, false);
        } else {
            explore(given, false);
        }
    }

    private void again(Object given) {
        visited.removeIf(each -> each.startsWith("true " + given.getClass() + " "));
        explore(given, true);
        if (given instanceof Iterable<?> entries) {
            tell(() -> {
                entries.forEach(told);
                return null;
            });
        }
    }

    /**
     * The arguments of a method.
     *
     * @param only the one that has the text; -1 for all
     */
    private @Nullable Object[] arguments(Type[] types, int only) {
        @Nullable Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i], i, only < 0 || only == i ? text : PLAIN);
        }
        return arguments;
    }

    private @Nullable Object argument(Type given, int position, String value) {
        Class<?> type = given instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : given instanceof Class<?> plain ? plain : Object.class;
        if (type == String.class || type == Object.class) {
            return value;
        } else if (type == String[].class) {
            return new String[] {value == PLAIN ? "plain@example.org" : value};
        } else if (type == int[].class) {
            return new int[] {1};
        } else if (type == int.class || type == Integer.class) {
            return 1;
        } else if (type == boolean.class) {
            return true;
        } else if (type == Instant.class) {
            return Instant.EPOCH.plusSeconds(position * 1000L);
        } else if (type == LocalDate.class) {
            return LocalDate.EPOCH;
        } else if (type == Year.class) {
            return Year.of(2000);
        } else if (type == YearMonth.class) {
            return YearMonth.of(2000, 1);
        } else if (type == ZoneId.class) {
            return ZoneId.of("Asia/Jerusalem");
        } else if (type == Consumer.class) {
            return told;
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type == List.class) {
            Type of = ((ParameterizedType) given).getActualTypeArguments()[0];
            return List.of(argument(of, 0, value));
        } else if (type == Map.class) {
            return Map.of(value, value);
        }
        return isOurs(type) && type != CallOptions.class ? made(type, value) : null;
    }

    /** One of ours, by a factory of its own, with the text wherever it may have one. */
    private @Nullable Object made(Class<?> type, String value) {
        List<Object> made = new ArrayList<>();
        for (String each : List.of(value, PLAIN, "plain@example.org", "PLAINPLAIN")) {
            Stream<java.lang.reflect.Executable> makers = Stream.concat(
                    Stream.of(type.getMethods())
                            .filter(method ->
                                    Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type)
                            .sorted(Comparator.comparing(Method::toString)),
                    Stream.of(type.getConstructors()));
            makers.forEach(maker -> {
                try {
                    Object[] arguments = new Object[maker.getParameterCount()];
                    Type[] types = maker.getGenericParameterTypes();
                    for (int i = 0; i < arguments.length; i++) {
                        arguments[i] = argument(types[i], i, each);
                    }
                    made.add(
                            maker instanceof Method method
                                    ? method.invoke(null, arguments)
                                    : ((java.lang.reflect.Constructor<?>) maker).newInstance(arguments));
                } catch (ReflectiveOperationException refused) {
                    told.accept(refused.getCause());
                }
            });
        }
        Object whole = made.isEmpty() ? null : made.get(0);
        for (Method method : type.getMethods()) {
            if (whole != null && !Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type) {
                try {
                    Type[] types = method.getGenericParameterTypes();
                    @Nullable Object[] arguments = new Object[types.length];
                    for (int i = 0; i < types.length; i++) {
                        arguments[i] = argument(types[i], i, value);
                    }
                    whole = method.invoke(whole, arguments);
                } catch (ReflectiveOperationException refused) {
                    told.accept(refused.getCause());
                }
            }
        }
        return whole;
    }
}
