/** The front page, Swagger UI and the documents. Not a public API. */
@NullMarked
package io.flaskdata.sdk.sandbox.internal.pages;

import org.jspecify.annotations.NullMarked;
