/** The documentation as pages of HTML. */
@NullMarked
package io.flaskdata.site;

import org.jspecify.annotations.NullMarked;
