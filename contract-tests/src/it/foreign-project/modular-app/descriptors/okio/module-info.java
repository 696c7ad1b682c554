/** For Okio, which names its module but has no descriptor. */
module okio {
    requires java.logging;
    requires kotlin.stdlib;

    exports okio;
}
