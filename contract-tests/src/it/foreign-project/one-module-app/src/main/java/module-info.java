/** An application with a descriptor, and one generated module. */
module org.example.onemodule {
    requires io.flaskdata.sdk.api.forms;
}
