/** The front page, Swagger UI and the documents. Not for users. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.pages;

import org.jspecify.annotations.NullMarked;
