/**
 * Checks a FlaskData against the contract: start at {@link io.flaskdata.sdk.contract.FlaskDataContract}. It only reads,
 * unless a study to write to is named. Reports hold shapes and counts, never values or tokens.
 */
@NullMarked
package io.flaskdata.sdk.contract;

import org.jspecify.annotations.NullMarked;
