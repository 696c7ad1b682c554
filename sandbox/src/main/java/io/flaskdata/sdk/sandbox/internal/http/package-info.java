/** From the socket to an operation and back: addresses, routes, bodies, faults, the record. Not for users. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.http;

import org.jspecify.annotations.NullMarked;
