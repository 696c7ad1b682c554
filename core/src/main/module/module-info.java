/**
 * The FlaskData SDK for Java. Open, because Gson writes and reads its manifests; what it exports is all that
 * users may name.
 */
open module io.flaskdata.sdk {
    requires com.google.gson;
    requires de.siegmar.fastcsv;
    requires io.flaskdata.sdk.api.dataserver;
    requires io.flaskdata.sdk.api.edc;
    requires io.flaskdata.sdk.api.features;
    requires io.flaskdata.sdk.api.forms;
    requires io.flaskdata.sdk.json;
    requires transitive okhttp3;
    requires okio;
    requires static org.jspecify;
    requires org.slf4j;
    requires retrofit2;

    exports io.flaskdata.sdk;
    exports io.flaskdata.sdk.admin;
    exports io.flaskdata.sdk.call;
    exports io.flaskdata.sdk.dataserver;
    exports io.flaskdata.sdk.devices;
    exports io.flaskdata.sdk.edc;
    exports io.flaskdata.sdk.errors;
    exports io.flaskdata.sdk.forms;
    exports io.flaskdata.sdk.randomization;
    exports io.flaskdata.sdk.rows;

    exports io.flaskdata.sdk.internal to
            io.flaskdata.sdk.formats,
            io.flaskdata.sdk.toolkit;
    exports io.flaskdata.sdk.internal.http to
            io.flaskdata.sdk.contract,
            io.flaskdata.sdk.toolkit;
}
