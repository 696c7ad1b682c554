package io.flaskdata.sdk.spring;

import java.util.Locale;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Hides the passwords among the properties {@code flaskdata.*} from the endpoints {@code env} and {@code configprops},
 * whatever {@code show-values} says, also where another value contains one, as a command line does.
 */
@AutoConfiguration(after = FlaskDataAutoConfiguration.class)
@EnableConfigurationProperties(FlaskDataProperties.class)
@ConditionalOnClass(SanitizingFunction.class)
public final class FlaskDataSanitizingAutoConfiguration {
    FlaskDataSanitizingAutoConfiguration() {}

    @Bean
    SanitizingFunction flaskDataSanitizingFunction(FlaskDataProperties properties) {
        return data -> isPassword(data.getKey())
                        || data.getValue() != null
                                && properties.revealsAPassword(data.getValue().toString())
                ? data.withSanitizedValue()
                : data;
    }

    /** In any of Spring's spellings: {@code flaskdata.proxy-password}, {@code FLASKDATA_PROXY_PASSWORD}. */
    private static boolean isPassword(String key) {
        String letters = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return letters.startsWith("flaskdata") && letters.endsWith("password");
    }
}
