/**
 * A local FlaskData server: start at {@link io.flaskdata.sdk.sandbox.Sandbox}. The header {@code x-sandbox-grade} of
 * each answer says how certain it is that FlaskData behaves the same way.
 */
@NullMarked
package io.flaskdata.sdk.sandbox;

import org.jspecify.annotations.NullMarked;
