package io.flaskdata.sdk.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link FlaskDataSandbox} does. */
final class SandboxExtension implements ParameterResolver, BeforeEachCallback, AfterEachCallback {
    private static final Namespace OURS = Namespace.create(SandboxExtension.class);

    /** One class's sandbox, which the context of the class closes. */
    private record Running(Sandbox sandbox, SandboxClock clock) implements AutoCloseable {
        static Running start() {
            SandboxClock clock = SandboxClock.system();
            try {
                return new Running(Sandbox.builder().clock(clock).start(), clock);
            } catch (IOException e) {
                throw new UncheckedIOException("The sandbox can't be started", e);
            }
        }

        @Override
        public void close() {
            sandbox.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Sandbox.class || type == SandboxClock.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = running(context);
        return parameter.getParameter().getType() == Sandbox.class ? running.sandbox() : running.clock();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Running running = running(context);
        if (annotation(context).resetBeforeEach()) {
            running.sandbox().reset();
            running.clock().reset();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!annotation(context).strict()) {
            return;
        }
        String inferred = running(context).sandbox().requests().stream()
                .filter(each ->
                        each.grade().equals("inferred") || !each.inferred().isEmpty())
                .map(each -> each.method() + " " + each.path() + ": "
                        + (each.inferred().isEmpty() ? "all of it" : each.inferred()))
                .distinct()
                .collect(Collectors.joining("; "));
        if (!inferred.isEmpty()) {
            throw new AssertionError("The test rests on what is only inferred: " + inferred);
        }
    }

    private static Running running(ExtensionContext context) {
        return ofClass(context).getStore(OURS).getOrComputeIfAbsent("running", key -> Running.start(), Running.class);
    }

    /** The context of the outermost test class, whose store ends with it. */
    private static ExtensionContext ofClass(ExtensionContext context) {
        return context.getParent()
                .filter(parent -> parent.getTestClass().isPresent())
                .map(SandboxExtension::ofClass)
                .orElse(context);
    }

    private static FlaskDataSandbox annotation(ExtensionContext context) {
        FlaskDataSandbox annotation = ofClass(context).getRequiredTestClass().getAnnotation(FlaskDataSandbox.class);
        if (annotation == null) {
            throw new IllegalStateException("The test class has no @FlaskDataSandbox");
        }
        return annotation;
    }
}
