package io.flaskdata.sdk.sandbox.junit;

import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.SandboxClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Implements {@link FlaskDataSandbox}. */
final class SandboxExtension
        implements ParameterResolver,
                TestInstancePreConstructCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback {
    private static final Namespace OURS = Namespace.create(SandboxExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Sandbox.class || type == SandboxClock.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RunningSandbox running = running(context);
        return parameter.getParameter().getType() == Sandbox.class ? running.sandbox() : running.clock();
    }

    /** A test begins when its instance is created; for a nested class, the outermost instance with this sandbox. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        Class<?> testClass = factory.getTestClass();
        boolean outerBegan = !owner(context).getRequiredTestClass().equals(testClass)
                && factory.getOuterInstance()
                        .map(outer -> isMadeForEachTest(outer.getClass(), context))
                        .orElse(false);
        if (isMadeForEachTest(testClass, context) && !outerBegan) {
            testBegins(context);
        }
    }

    /** If one instance is shared by all tests, a test begins here. */
    @Override
    public void beforeEach(ExtensionContext context) {
        if (!isMadeForEachTest(context.getRequiredTestClass(), context)) {
            testBegins(context);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> inferred = running(context).inferredOfTest();
        if (annotation(context).strict() && !inferred.isEmpty()) {
            throw new AssertionError("The test rests on what is only inferred: " + String.join("; ", inferred));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        RunningSandbox running = store(context).get(key(context), RunningSandbox.class);
        List<String> inferred = running == null ? List.of() : running.inferredOutsideTests();
        if (annotation(context).strict() && !inferred.isEmpty()) {
            throw new AssertionError(
                    "Outside its tests the class rests on what is only inferred: " + String.join("; ", inferred));
        }
    }

    private static void testBegins(ExtensionContext context) {
        running(context).testBegins(annotation(context).resetBeforeEach());
    }

    /** Whether each test has its own instance of a class, which is the context's or an enclosing one. */
    private static boolean isMadeForEachTest(Class<?> testClass, ExtensionContext context) {
        Optional<ExtensionContext> found = Optional.of(context);
        while (found.isPresent() && !found.get().getTestClass().equals(Optional.of(testClass))) {
            found = found.get().getParent();
        }
        return found.flatMap(ExtensionContext::getTestInstanceLifecycle)
                .map(lifecycle -> lifecycle == Lifecycle.PER_METHOD)
                .orElse(true);
    }

    private static RunningSandbox running(ExtensionContext context) {
        return store(context)
                .getOrComputeIfAbsent(
                        key(context),
                        key -> RunningSandbox.start(ReflectionSupport.newInstance(
                                        annotation(context).seed())
                                .get()),
                        RunningSandbox.class);
    }

    /** A store that is closed with the run or with the class. */
    private static ExtensionContext.Store store(ExtensionContext context) {
        return (isOfRun(context) ? context.getRoot() : owner(context)).getStore(OURS);
    }

    /**
     * A store also shows its parents' entries; the key keeps a class from getting the sandbox of the run or of its
     * enclosing class.
     */
    private static Object key(ExtensionContext context) {
        return isOfRun(context) ? annotation(context).seed() : owner(context).getRequiredTestClass();
    }

    private static boolean isOfRun(ExtensionContext context) {
        return annotation(context).scope() == FlaskDataSandbox.Scope.PER_RUN;
    }

    private static FlaskDataSandbox annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(owner(context).getTestClass(), FlaskDataSandbox.class)
                .orElseThrow();
    }

    /** The context of the annotated class: the test's, or the nearest enclosing one. */
    private static ExtensionContext owner(ExtensionContext context) {
        Optional<Class<?>> testClass = context.getTestClass();
        Optional<ExtensionContext> parent = context.getParent();
        if (!AnnotationSupport.isAnnotated(testClass, FlaskDataSandbox.class)) {
            return owner(parent.orElseThrow(
                    () -> new IllegalStateException("Neither the test class nor one around it has @FlaskDataSandbox")));
        }
        return parent.filter(each -> each.getTestClass().equals(testClass))
                .map(SandboxExtension::owner)
                .orElse(context);
    }
}
