/** For the SDK's own packages: arguments, JSON, files. Not a public API. */
@NullMarked
package io.flaskdata.sdk.internal;

import org.jspecify.annotations.NullMarked;
