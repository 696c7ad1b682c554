/**
 * A FlaskData that runs on a laptop: start at {@link io.flaskdata.sdk.sandbox.Sandbox}. Every answer says in the header
 * {@code x-sandbox-grade} how sure we are that FlaskData behaves so.
 */
@NullMarked
package io.flaskdata.sdk.sandbox;

import org.jspecify.annotations.NullMarked;
