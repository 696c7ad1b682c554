package io.flaskdata.sdk;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Settings, one a line as number and value: taken, or refused without repeating a value. */
class ConfigurationFuzzTest {
    @FuzzTest
    void fuzz(byte[] data) {
        Map<String, String> values = new HashMap<>();
        Configuration.Setting[] all = Configuration.Setting.values();
        for (String line : new String(data, StandardCharsets.UTF_8).split("\n", 12)) {
            if (!line.isEmpty()) {
                values.put(all[line.charAt(0) % all.length].property(), line.substring(1));
            }
        }
        Configuration configuration = new Configuration(values::get, name -> null);
        for (Runnable part : new Runnable[] {
            configuration::environment,
            configuration::credentials,
            configuration::tokenScheme,
            configuration::options,
            configuration::maxConcurrentCalls,
            configuration::zone,
            configuration::network
        }) {
            try {
                part.run();
            } catch (IllegalArgumentException e) {
                refused(e, values);
            }
        }
    }

    private static void refused(IllegalArgumentException e, Map<String, String> values) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            String said = String.valueOf(each.getMessage());
            for (String value : values.values()) {
                if (value.length() > 11 && said.contains(value)) {
                    throw new AssertionError("repeats a value: " + said, e);
                }
            }
        }
    }
}
