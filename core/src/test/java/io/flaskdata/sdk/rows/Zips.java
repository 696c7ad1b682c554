package io.flaskdata.sdk.rows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import okhttp3.mockwebserver.MockResponse;
import okio.Buffer;

/** Zips for tests, good and bad. */
public final class Zips {
    private Zips() {}

    /** Names and contents in turn. */
    public static byte[] zip(String... files) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (int i = 0; i < files.length; i += 2) {
            contents.put(files[i], files[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return zip(ZipEntry.DEFLATED, contents);
    }

    static byte[] zip(int method, Map<String, byte[]> files) throws IOException {
        return zip(method, files, StandardCharsets.UTF_8);
    }

    static byte[] zip(int method, Map<String, byte[]> files, Charset names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
            for (var file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setMethod(method);
                if (method == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(file.getValue());
                    entry.setSize(file.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    public static MockResponse answer(byte[] zip) {
        return new MockResponse().setHeader("Content-Type", "application/zip").setBody(new Buffer().write(zip));
    }
}
