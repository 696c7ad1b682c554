/** For the SDK's own packages: from an operation to its answer or exception. Not a public API. */
@NullMarked
package io.flaskdata.sdk.internal.http;

import org.jspecify.annotations.NullMarked;
