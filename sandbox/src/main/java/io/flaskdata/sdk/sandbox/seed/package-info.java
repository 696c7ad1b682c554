/**
 * The data that a sandbox starts with: {@link io.flaskdata.sdk.sandbox.seed.Seed} and {@link
 * io.flaskdata.sdk.sandbox.seed.StudyDesign studies of your own}.
 */
@NullMarked
package io.flaskdata.sdk.sandbox.seed;

import org.jspecify.annotations.NullMarked;
