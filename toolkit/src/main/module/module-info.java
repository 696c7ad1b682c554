/** What is built on the FlaskData SDK: bulk inserts, differences of snapshots, slices of extracts, preflight of CRFs. */
module io.flaskdata.sdk.toolkit {
    requires com.google.gson;
    requires transitive io.flaskdata.sdk;
    requires io.flaskdata.sdk.json;
    requires static org.jspecify;

    exports io.flaskdata.sdk.bulk;
    exports io.flaskdata.sdk.changes;
    exports io.flaskdata.sdk.preflight;
    exports io.flaskdata.sdk.slices;

    exports io.flaskdata.sdk.changes.internal to
            io.flaskdata.sdk.cli;
}
