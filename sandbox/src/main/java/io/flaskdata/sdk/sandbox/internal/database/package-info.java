/** The sandbox's databases: location, creation and reset. Not a public API. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.database;

import org.jspecify.annotations.NullMarked;
