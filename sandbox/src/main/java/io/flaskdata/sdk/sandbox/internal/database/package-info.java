/** Where a sandbox's databases are, and how they are made and reset. Not for users. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.database;

import org.jspecify.annotations.NullMarked;
