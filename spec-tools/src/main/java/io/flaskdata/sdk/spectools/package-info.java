/** The build of a document: repair, select, convert, overlay, name, lint. */
@NullMarked
package io.flaskdata.sdk.spectools;

import org.jspecify.annotations.NullMarked;
