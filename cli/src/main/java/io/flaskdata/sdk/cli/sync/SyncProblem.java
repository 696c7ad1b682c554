package io.flaskdata.sdk.cli.sync;

/** Why one table can't be mirrored as things are, and what to do; the others can. */
final class SyncProblem extends Exception {
    SyncProblem(String message) {
        super(message);
    }
}
