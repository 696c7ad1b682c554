package io.flaskdata.sdk.sandbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a JUnit 5 test class a sandbox of its own, as a parameter of type {@link Sandbox} (and its {@link SandboxClock}) of
 * constructors, lifecycle methods and tests. It is back at the seed before each test, and ends with the class. Test classes
 * that run at the same time don't see each other's.
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
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SandboxExtension.class)
public @interface FlaskDataSandbox {
    /**
     * Whether the sandbox is back at the seed before each test.
     *
     * @return true by default
     */
    boolean resetBeforeEach() default true;

    /**
     * Whether a test fails that called an operation of which something is inferred, and says what: then it rests on what
     * nobody outside FlaskData knows.
     *
     * @return false by default
     */
    boolean strict() default false;
}
