/**
 * For the SDK's own packages: from an operation to its answer or its exception. No promise is made about it.
 */
@NullMarked
package io.flaskdata.sdk.internal.http;

import org.jspecify.annotations.NullMarked;
