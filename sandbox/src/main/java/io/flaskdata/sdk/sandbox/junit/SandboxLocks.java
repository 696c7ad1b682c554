package io.flaskdata.sdk.sandbox.junit;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Serialises tests that would reset each other's sandbox when JUnit runs in parallel: the tests of a class, because
 * JUnit runs everything below a lock in one thread, and classes that share the run's sandbox.
 */
final class SandboxLocks implements ResourceLocksProvider {
    private static final String NAME = "io.flaskdata.sdk.sandbox";

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        return AnnotationSupport.findAnnotation(testClass, FlaskDataSandbox.class)
                .map(annotation -> annotation.scope() == FlaskDataSandbox.Scope.PER_RUN
                        ? NAME + " of the run, " + annotation.seed().getName()
                        : NAME + " of " + testClass.getName())
                .map(key -> Set.of(new Lock(key)))
                .orElse(Set.of());
    }

    @Override
    public Set<Lock> provideForNestedClass(List<Class<?>> enclosingInstanceTypes, Class<?> testClass) {
        return provideForClass(testClass);
    }
}
