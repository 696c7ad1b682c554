package org.example.monitor;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class MonitorApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(MonitorApplication.class, arguments);
    }
}
