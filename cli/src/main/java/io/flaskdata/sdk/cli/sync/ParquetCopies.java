package io.flaskdata.sdk.cli.sync;

import com.google.gson.reflect.TypeToken;
import io.flaskdata.sdk.cli.sync.MirrorState.MirrorFile;
import io.flaskdata.sdk.formats.ColumnType;
import io.flaskdata.sdk.formats.ColumnTypes;
import io.flaskdata.sdk.formats.EdcColumns;
import io.flaskdata.sdk.formats.TypedColumn;
import io.flaskdata.sdk.formats.TypedFile;
import io.flaskdata.sdk.formats.TypedFormat;
import io.flaskdata.sdk.rows.JsonLinesReader;
import io.flaskdata.sdk.rows.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Each table of a folder as one Parquet file of all versions, written anew when the table changed. */
final class ParquetCopies {
    private static final List<TypedColumn> OWN = List.of(
            TypedColumn.of("_valid_from", ColumnType.INSTANT),
            TypedColumn.of("_valid_to", ColumnType.INSTANT),
            TypedColumn.of("_run", ColumnType.INTEGER),
            TypedColumn.of("_ended_by", ColumnType.INTEGER),
            TypedColumn.text("_end"));

    private final Path mirror;
    private final Path folder;

    ParquetCopies(Path mirror) {
        this.mirror = mirror;
        this.folder = mirror.resolve("parquet");
    }

    /** A row of a mirror's file. */
    private interface Rows {
        void row(Row row) throws IOException;
    }

    /** Writes what isn't of the table's last run. */
    List<String> write(MirrorState state) throws IOException {
        Path noted = Files.createDirectories(folder).resolve("runs.json");
        Map<String, Long> runs = new TreeMap<>();
        if (Files.exists(noted)) {
            runs.putAll(Staging.JSON.fromJson(Files.readString(noted), new TypeToken<Map<String, Long>>() {}));
        }
        List<String> written = new ArrayList<>();
        for (var table : state.tables().entrySet()) {
            String name = table.getKey();
            Long run = table.getValue().run();
            if (!run.equals(runs.get(name)) || !Files.exists(folder.resolve(name + ".parquet"))) {
                write(name, table.getValue());
                runs.put(name, run);
                Staging.replace(noted, Staging.JSON.toJson(runs));
                written.add(name);
            }
        }
        return written;
    }

    private void write(String name, MirrorState.Table table) throws IOException {
        Set<String> names = new LinkedHashSet<>(table.columns());
        each(table, row -> names.addAll(row.columns()));
        OWN.forEach(own -> names.remove(own.name()));
        ColumnTypes known = EdcColumns.ofTable(name);
        List<TypedColumn> columns = new ArrayList<>(OWN);
        for (String column : names) {
            TypedColumn typed = known.column(column);
            // A day depends on the server's zone: the instant that came is kept as it is.
            columns.add(typed.type() == ColumnType.DATE ? TypedColumn.text(column) : typed);
        }
        try (TypedFile file = TypedFile.replace(
                folder.resolve(name + ".parquet"), TypedFormat.parquet().lenient(), columns)) {
            each(table, file::write);
            file.finish();
        }
    }

    private void each(MirrorState.Table table, Rows rows) throws IOException {
        JsonLinesReader reader = new JsonLinesReader(null);
        for (MirrorFile file : table.files()) {
            try (BufferedReader lines = Files.newBufferedReader(mirror.resolve(file.name()))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    rows.row(reader.row(line.getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
    }
}
