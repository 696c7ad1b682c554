/** Below all: SQL, JSON, values as node-postgres has them, the users, and how a request is refused. Not for users. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.base;

import org.jspecify.annotations.NullMarked;
