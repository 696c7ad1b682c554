package org.example.monitor;

import io.flaskdata.sdk.spring.FlaskDataClientCustomizer;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class Clients {
    @Bean
    FlaskDataClientCustomizer serverZone() {
        return builder -> builder.zone(ZoneId.of("Asia/Jerusalem"));
    }
}
