/**
 * What changed between two extracts.
 */
@NullMarked
package io.flaskdata.sdk.changes;

import org.jspecify.annotations.NullMarked;
