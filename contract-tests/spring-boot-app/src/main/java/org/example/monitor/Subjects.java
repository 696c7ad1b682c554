package org.example.monitor;

import io.flaskdata.sdk.FlaskDataClient;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class Subjects {
    private final FlaskDataClient flask;

    Subjects(FlaskDataClient flask) {
        this.flask = flask;
    }

    @GetMapping("/subjects")
    List<String> labels() {
        return flask.edc("demo").extract("study_subject").toList().stream()
                .map(row -> row.required("label"))
                .toList();
    }
}
