package io.flaskdata.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Answers each operation as FlaskData does, with one text for every value and name. */
final class WalkServer implements RawServer.Answers {
    private final String value;
    private final String userToken;
    private final String document;

    WalkServer(String value, String userToken) throws IOException {
        this.value = new JsonPrimitive(value).toString();
        this.userToken = userToken;
        try (InputStream in = WalkServer.class.getResourceAsStream("/event-document.json")) {
            if (in == null) {
                throw new IOException("no document");
            }
            this.document = new String(in.readAllBytes(), UTF_8)
                    .replace("\"Demographics\"", "\"plain\"")
                    .replace("\"AGE\"", "\"plain\"")
                    .replace("\"value\": [21]", "\"value\": [VALUE]")
                    .replace("VALUE", this.value);
        }
    }

    @Override
    public void answer(RawServer.Received request, OutputStream out, Socket socket) throws IOException {
        String path = request.line().split(" ")[1];
        if (path.toLowerCase(java.util.Locale.ROOT).matches(".*(csv|billing).*") && !path.contains("email")) {
            byte[] zip = zip();
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            RawServer.send(
                    whole,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: " + zip.length + "\r\n\r\n");
            whole.write(zip);
            whole.writeTo(out);
        } else {
            RawServer.json(out, json(request.line(), path));
        }
    }

    private String json(String line, String path) {
        if (path.endsWith("/mobile-form-authorization")) {
            return "{\"token\":\"" + userToken + "\",\"expired\":\"2099-01-01T00:00:00.000Z\"}";
        } else if (path.endsWith("/data") && line.startsWith("GET")) {
            return document;
        } else if (path.startsWith("/flask/link/") && line.startsWith("GET")) {
            return ("{\"_id\":V,\"token\":V,\"name\":{\"ENGLISH\":\"Design\"},\"status\":V,\"CRFs\":[],\"statuses\":[]}")
                    .replace("V", value);
        } else if (path.endsWith("/languages/filter")) {
            return "[{\"id\":1,\"name\":V,\"direction\":V,\"languagekey\":V,\"enum\":\"Design\"}]"
                    .replace("V", "\"Design\"");
        } else if (path.endsWith("/subject-studies")) {
            return "[{\"study_id\":1,\"brief_title\":V,\"official_title\":V,\"status\":V}]".replace("V", value);
        } else if (path.endsWith("/filter") || path.endsWith("/log")) {
            return "{\"items\":[{\"id\":V,\"subjectId\":V,\"token\":V,\"name\":{\"ENGLISH\":\"Design\"},\"url\":V,\"status\":V}],\"pagination\":{\"page\":0,\"size\":1,\"total\":1}}"
                    .replace("V", value);
        } else if (path.endsWith("/create-subject")) {
            return "{\"study_subject_id\":13}";
        } else if (path.endsWith("/randomize-kits-with-stratification")) {
            return "{\"kit_id\":1,\"kitno\":V,\"randomization_date\":\"2026-01-01T00:00:00.000Z\"}".replace("V", value);
        } else if (path.endsWith("/self")) {
            return "{\"id\":7,\"first_name\":V,\"last_name\":V,\"email\":V,\"phone\":V,\"study_subject_label\":V}"
                    .replace("V", value);
        } else if (path.endsWith("/get-CRF-data-ids")) {
            return "[" + value + "]";
        } else if (path.matches(".*(create-CRF|create-event-CRF-and).*")) {
            return "{\"crfDataId\":" + value + "}";
        } else if (path.matches(".*(extract|get-logs).*")) {
            return "[{\"a\":V,\"site\":V,\"label\":V,\"study_id\":V}]".replace("V", value);
        }
        return "{\"message\":\"OK\"}";
    }

    private byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.csv"));
            zip.write(("crf,site\r\n" + value + "," + value + "\r\n").getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
