/** From the socket to an operation and back: addresses, routes, bodies, faults, received requests. Not a public API. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.http;

import org.jspecify.annotations.NullMarked;
