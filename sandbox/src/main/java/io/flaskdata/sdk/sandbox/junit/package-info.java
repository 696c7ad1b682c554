/** For JUnit 5 and AssertJ: {@link io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox} and {@link io.flaskdata.sdk.sandbox.junit.SandboxAssertions}. */
@NullMarked
package io.flaskdata.sdk.sandbox.junit;

import org.jspecify.annotations.NullMarked;
