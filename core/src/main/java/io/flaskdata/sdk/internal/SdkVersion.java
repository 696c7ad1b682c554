package io.flaskdata.sdk.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this SDK, which the build writes into a resource. */
public final class SdkVersion {
    public static final String TEXT = read();

    private SdkVersion() {}

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = SdkVersion.class.getResourceAsStream("sdk.properties")) {
            if (in == null) {
                throw new IllegalStateException("sdk.properties is missing from the class path");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("sdk.properties can't be read", e);
        }
        return properties.getProperty("version");
    }
}
