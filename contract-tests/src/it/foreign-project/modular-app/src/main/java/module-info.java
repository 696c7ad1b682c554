/** An application with a descriptor. */
module org.example.modular {
    requires io.flaskdata.sdk;
    requires io.flaskdata.sdk.api.edc;
}
