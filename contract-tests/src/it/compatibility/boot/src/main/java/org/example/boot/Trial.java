package org.example.boot;

import io.flaskdata.sdk.FlaskDataClient;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A web application that has the client injected. */
@SpringBootApplication
@RestController
public class Trial {
    private final FlaskDataClient flask;

    Trial(FlaskDataClient flask) {
        this.flask = flask;
    }

    @GetMapping("/subjects/{site}")
    long subjects(@PathVariable("site") String site) {
        return flask.edc("demo").extract("study_subject").toList().stream()
                .filter(each -> each.string("label").startsWith(site))
                .count();
    }
}
