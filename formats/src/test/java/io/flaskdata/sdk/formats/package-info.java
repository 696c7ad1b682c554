@org.jspecify.annotations.NullMarked
package io.flaskdata.sdk.formats;
