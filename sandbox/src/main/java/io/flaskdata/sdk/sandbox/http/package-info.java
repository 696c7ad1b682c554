/**
 * What the sandbox received and the faults it injects: {@link io.flaskdata.sdk.sandbox.http.ReceivedRequest received
 * requests} and {@link io.flaskdata.sdk.sandbox.http.Fault faults}.
 */
@NullMarked
package io.flaskdata.sdk.sandbox.http;

import org.jspecify.annotations.NullMarked;
