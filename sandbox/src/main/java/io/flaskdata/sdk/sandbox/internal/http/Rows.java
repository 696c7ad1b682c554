package io.flaskdata.sdk.sandbox.internal.http;

import com.google.gson.JsonElement;
import com.google.gson.stream.JsonWriter;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.flaskdata.sdk.sandbox.internal.base.NodePostgres;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes results row by row, as a JSON array or as a zip of CSV files. */
public final class Rows {
    private Rows() {}

    /** One array of all rows, one result after the other. */
    public static void json(Iterable<ResultSet> results, ZoneId zone, OutputStream to)
            throws SQLException, IOException {
        JsonWriter out = begin(to);
        for (ResultSet rows : results) {
            while (rows.next()) {
                out.beginObject();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    out.name(rows.getMetaData().getColumnLabel(i));
                    PlainJson.GSON.toJson(NodePostgres.json(rows, i, zone), out);
                }
                out.endObject();
            }
        }
        end(out);
    }

    /** Begins an array, which only {@link #end} ends: an array closed after a failed row would look complete. */
    public static JsonWriter begin(OutputStream to) throws IOException {
        JsonWriter out = new JsonWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        out.setHtmlSafe(false);
        return out.beginArray();
    }

    public static void end(JsonWriter out) throws IOException {
        out.endArray();
        out.close();
    }

    /** A file for each result that has a row, under its name with {@code .csv}. */
    public static void zip(Map<String, ResultSet> results, ZoneId zone, OutputStream to)
            throws SQLException, IOException {
        // Closed only when complete, like the array.
        ZipOutputStream zip = new ZipOutputStream(to, StandardCharsets.UTF_8);
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, ResultSet> result : results.entrySet()) {
            if (result.getValue().next()) {
                zip.putNextEntry(new ZipEntry(free(fileName(result.getKey()), names) + ".csv"));
                csv(result.getValue(), zone, zip);
                zip.closeEntry();
            }
        }
        zip.close();
    }

    /** Starts at the result's current row. */
    private static void csv(ResultSet rows, ZoneId zone, OutputStream to) throws SQLException, IOException {
        Writer text = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        // Not closed: the zip goes on.
        CsvWriter csv = CsvWriter.builder().build(text);
        int columns = rows.getMetaData().getColumnCount();
        List<String> line = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            line.add(rows.getMetaData().getColumnLabel(i));
        }
        csv.writeRecord(line);
        do {
            line.clear();
            for (int i = 1; i <= columns; i++) {
                line.add(cell(NodePostgres.json(rows, i, zone)));
            }
            csv.writeRecord(line);
        } while (rows.next());
        csv.flush();
        text.flush();
    }

    private static String cell(JsonElement value) {
        if (value.isJsonNull()) {
            return "";
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    private static String fileName(String name) {
        return name.replaceAll("[^\\p{L}\\p{N} ._-]", "_");
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }
}
