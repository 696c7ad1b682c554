/** For Retrofit, which names its module but has no descriptor. */
module retrofit2 {
    requires transitive okhttp3;
    requires okio;
    requires static kotlin.stdlib;

    exports retrofit2;
    exports retrofit2.http;
}
