/** Sign-in and token lookup. Not a public API. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.auth;

import org.jspecify.annotations.NullMarked;
