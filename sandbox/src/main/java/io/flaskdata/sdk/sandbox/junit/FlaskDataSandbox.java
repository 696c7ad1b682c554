package io.flaskdata.sdk.sandbox.junit;

import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.SandboxClock;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives a JUnit 5 test class a sandbox, as a parameter of type {@link Sandbox} (and its {@link SandboxClock}) of
 * constructors, lifecycle methods and tests. It is reset to the seed before each test, and before the test's instance
 * is created if each test has one. Nested classes share it, unless they are annotated themselves.
 *
 * <pre>{@code
 * @FlaskDataSandbox
 * class MyTest {
 *     @Test
 *     void extracts(Sandbox sandbox) {
 *         ... sandbox.apiUrl() ... Sandbox.API_USER ... Sandbox.PASSWORD ...
 *     }
 * }
 * }</pre>
 *
 * <p>When JUnit runs tests in parallel, classes with their own sandbox run concurrently and independently; classes that
 * share the run's sandbox wait for each other. The tests of one class always run one after another.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SandboxExtension.class)
@ResourceLock(providers = SandboxLocks.class)
public @interface FlaskDataSandbox {
    /** Which tests share a sandbox. */
    enum Scope {
        /** The tests of one class; the sandbox starts and stops with the class. */
        PER_CLASS,
        /**
         * All classes of a test run with this scope: it starts with the first of them, keeps its addresses and stops
         * with the run. For an application that is started once with fixed addresses. A run is one JVM; build tools
         * that fork several have a sandbox in each.
         */
        PER_RUN
    }

    /**
     * Which tests share the sandbox.
     *
     * @return the tests of this class by default
     */
    Scope scope() default Scope.PER_CLASS;

    /** The default seed: the demo study. */
    final class StandardSeed implements Supplier<Seed> {
        private StandardSeed() {}

        @Override
        public Seed get() {
            return Seed.standard();
        }
    }

    /**
     * A supplier of the seed, such as a study of your own, with a constructor without parameters. A sandbox of the run
     * is shared only by classes with the same seed.
     *
     * @return the demo study's by default
     */
    Class<? extends Supplier<Seed>> seed() default StandardSeed.class;

    /**
     * Whether the sandbox and its clock are reset before each test. If not, tests see what earlier tests of the class,
     * or of all classes sharing the run's sandbox, left behind.
     *
     * @return true by default
     */
    boolean resetBeforeEach() default true;

    /**
     * Whether a test that called an operation with inferred behaviour fails, with a message that says what is inferred:
     * such a test relies on something not known outside FlaskData. Calls in a constructor count for its test if each
     * test has its own instance; other calls outside tests, such as in {@code @BeforeAll}, fail the class.
     *
     * @return false by default
     */
    boolean strict() default false;
}
