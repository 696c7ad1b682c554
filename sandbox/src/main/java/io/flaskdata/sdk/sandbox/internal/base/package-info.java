/** The base of the other packages: SQL, JSON, node-postgres values, users, and refusals. Not a public API. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.base;

import org.jspecify.annotations.NullMarked;
