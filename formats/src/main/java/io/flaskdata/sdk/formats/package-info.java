/**
 * Extracts as Parquet, Excel, CDISC Dataset-JSON and SAS XPORT, with types of the EDC's own metadata.
 */
@NullMarked
package io.flaskdata.sdk.formats;

import org.jspecify.annotations.NullMarked;
