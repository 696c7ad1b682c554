/**
 * For the SDK's own packages: arguments, JSON, files. No promise is made about it.
 */
@NullMarked
package io.flaskdata.sdk.internal;

import org.jspecify.annotations.NullMarked;
