/**
 * Inserting many CRFs or device logs, each once, with a journal that survives a crash.
 */
@NullMarked
package io.flaskdata.sdk.bulk;

import org.jspecify.annotations.NullMarked;
