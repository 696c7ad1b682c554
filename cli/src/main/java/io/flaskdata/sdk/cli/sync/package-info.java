/** The engine of {@code flaskdata sync}: a mirror of tables with their history. Not a public API. */
@NullMarked
package io.flaskdata.sdk.cli.sync;

import org.jspecify.annotations.NullMarked;
