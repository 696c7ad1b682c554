package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.Given.CsvGiven;
import io.flaskdata.sdk.forms.Listing;
import io.flaskdata.sdk.rows.CsvArchive;
import io.flaskdata.sdk.rows.CsvFile;
import io.flaskdata.sdk.rows.Download;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowSource;
import io.flaskdata.sdk.rows.RowStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The kinds of read that the SDK has: rows, lists and zips, each compared with its bytes. */
final class Calls {
    private final Session session;
    private final int most;

    Calls(Session session) {
        this.session = session;
        this.most = session.options.rows();
    }

    /** The last answer's JSON. */
    Optional<JsonNode> json(List<Exchange> exchanges) {
        return exchanges.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(exchanges.get(exchanges.size() - 1).json(most));
    }

    /** Rows, at most so many, each compared. */
    Optional<List<Row>> rows(String id, RowSource source) {
        return session.call(
                id,
                () -> {
                    List<Row> rows = new ArrayList<>();
                    try (RowStream stream = source.open()) {
                        while (rows.size() < most && stream.hasNext()) {
                            rows.add(stream.next());
                        }
                    }
                    return rows;
                },
                (rows, exchanges) ->
                        json(exchanges).map(bytes -> Given.rows(bytes, rows)).orElse(List.of()));
    }

    void csvs(String id, Download download) {
        session.call(
                id,
                () -> {
                    List<CsvGiven> files = new ArrayList<>();
                    try (CsvArchive archive = download.open()) {
                        while (archive.hasNext()) {
                            files.add(file(archive.next()));
                        }
                    }
                    return files;
                },
                (files, exchanges) -> exchanges.isEmpty()
                        ? List.of()
                        : Given.csvs(exchanges.get(exchanges.size() - 1).body(), files, most));
    }

    private CsvGiven file(CsvFile file) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (rows.size() < most && file.hasNext()) {
            Row row = file.next();
            List<@Nullable String> cells = new ArrayList<>();
            file.columns().forEach(column -> cells.add(row.string(column)));
            rows.add(cells);
        }
        return new CsvGiven(file.name(), file.columns(), rows);
    }

    interface Compared<T> {
        List<Finding> with(T given, JsonNode bytes);
    }

    /** A list over all its pages. */
    <T> Optional<List<T>> list(String id, Listing<T> listing, Function<T, String> raw, Compared<T> fields) {
        return session.call(id, listing::toList, (given, exchanges) -> {
            List<JsonNode> entries = new ArrayList<>();
            for (Exchange exchange : exchanges) {
                JsonNode page = exchange.json(Integer.MAX_VALUE);
                JsonNode items = page == null || page.isArray() ? page : page.path("items");
                if (items != null) {
                    items.forEach(entries::add);
                }
            }
            List<Finding> findings = new ArrayList<>(
                    Given.entries("/items", entries, given.stream().map(raw).toList()));
            if (entries.size() == given.size()) {
                IntStream.range(0, given.size())
                        .forEach(i -> findings.addAll(fields.with(given.get(i), entries.get(i))));
            }
            return findings;
        });
    }
}
