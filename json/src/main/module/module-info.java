/** The JSON of the generated modules. */
@SuppressWarnings({"requires-transitive-automatic", "module"})
module io.flaskdata.sdk.json {
    requires transitive com.google.gson;
    requires transitive okhttp3;
    requires transitive retrofit2;
    requires okio;
    requires static org.jspecify;

    exports io.flaskdata.sdk.json;
    exports io.flaskdata.sdk.json.internal to
            io.flaskdata.sdk,
            io.flaskdata.sdk.toolkit;
}
