/** Signing in and who a token belongs to. Not for users. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.auth;

import org.jspecify.annotations.NullMarked;
