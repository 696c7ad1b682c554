/**
 * Rows as they come: one after the other, into a file, or in the CSV files of a zip.
 */
@NullMarked
package io.flaskdata.sdk.rows;

import org.jspecify.annotations.NullMarked;
