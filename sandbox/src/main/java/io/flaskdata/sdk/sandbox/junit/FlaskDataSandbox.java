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
 * Gives a JUnit 5 test class a sandbox, as a parameter of type {@link Sandbox} (and its {@link SandboxClock}) of constructors,
 * lifecycle methods and tests. It is back at the seed before each test, before the test's instance is made where each test
 * has one. Nested classes have it too, unless they are annotated themselves.
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
 * <p>When JUnit runs tests in parallel, classes with a sandbox of their own run beside each other and don't see each other's;
 * those that share the run's wait for each other. The tests of one class always come one after the other.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SandboxExtension.class)
@ResourceLock(providers = SandboxLocks.class)
public @interface FlaskDataSandbox {
    /** Who shares a sandbox. */
    enum Scope {
        /** The tests of one class, for which it is started and with which it ends. */
        PER_CLASS,
        /**
         * All classes of a test run that say so: it is started for the first of them, its addresses stay, and it ends with the
         * run. For an application that is started once and told the addresses then. A run is one JVM's: build tools that
         * fork several have a sandbox in each.
         */
        PER_RUN
    }

    /**
     * Who shares the sandbox.
     *
     * @return the tests of this class by default
     */
    Scope scope() default Scope.PER_CLASS;

    /** The seed of a sandbox for which none is named: the demo study. */
    final class StandardSeed implements Supplier<Seed> {
        private StandardSeed() {}

        @Override
        public Seed get() {
            return Seed.standard();
        }
    }

    /**
     * What gives the seed, such as a study of one's own; it has a constructor without parameters. Classes that share the run's
     * sandbox share it with those of the same seed.
     *
     * @return the demo study's by default
     */
    Class<? extends Supplier<Seed>> seed() default StandardSeed.class;

    /**
     * Whether the sandbox, its clock too, is back at the seed before each test. Without, tests find what those before left: of
     * the class, or of all classes with the run's sandbox.
     *
     * @return true by default
     */
    boolean resetBeforeEach() default true;

    /**
     * Whether a test fails that called an operation of which something is inferred, and says what: then it rests on what
     * nobody outside FlaskData knows. A constructor's calls are its test's where each test has an instance; what else is
     * called outside tests, such as in {@code @BeforeAll}, fails the class.
     *
     * @return false by default
     */
    boolean strict() default false;
}
