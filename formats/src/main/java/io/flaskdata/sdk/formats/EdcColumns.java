package io.flaskdata.sdk.formats;

import io.flaskdata.sdk.edc.CodeList;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.rows.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Types of columns from what the EDC says of them: never from values. */
public final class EdcColumns {
    private static final Map<String, List<TypedColumn>> TABLES = tables();
    /** Width and decimals of a number, such as {@code 5(1)}. */
    private static final Pattern WIDTH = Pattern.compile("(\\d{1,2})\\((\\d{1,2})\\)");

    private static final int INT = 6;
    private static final int REAL = 7;
    private static final int DATE = 9;
    private static final List<Integer> ONE_OF = List.of(5, 6);
    private static final List<Integer> SOME_OF = List.of(3, 7);

    private EdcColumns() {}

    /**
     * The types of a table's or view's columns, as far as they are known: those that the SDK's typed rows have. The codes
     * of a status have their labels.
     *
     * @param table its name, such as {@code study_subject}
     * @return its types; none for a table that isn't known
     */
    public static ColumnTypes ofTable(String table) {
        return ColumnTypes.of(TABLES.getOrDefault(Arguments.notNull(table, "table"), List.of()));
    }

    /**
     * The types of items, for views that have a column for each item: by the items' data types, with their code lists.
     * Reads the tables {@code item}, {@code item_form_metadata} and {@code response_set}.
     *
     * <p>An {@code INT} is an {@code INTEGER}; a {@code REAL} is a {@code DECIMAL} if the form says its width and
     * decimals, else a {@code NUMBER}; a {@code DATE} is a {@code DATE}; each of them may have a null code instead. All
     * others, partial dates too, are text. An item's code list is that of its radio buttons, lists or checkboxes, in all
     * versions of its forms; a code that has two labels has both. A name that items of two types share is text.
     *
     * @param edc the database
     * @throws FlaskDataException when a table can't be read
     */
    public static ColumnTypes ofItems(EdcDatabase edc) {
        Map<String, Row> sets = new HashMap<>();
        edc.extract("response_set").forEach(row -> sets.put(row.required("response_set_id"), row));
        Map<String, List<Row>> onForms = new HashMap<>();
        edc.extract("item_form_metadata")
                .forEach(row -> onForms.computeIfAbsent(row.required("item_id"), each -> new ArrayList<>())
                        .add(row));
        Map<String, @Nullable TypedColumn> byName = new LinkedHashMap<>();
        edc.extract("item").forEach(item -> {
            String name = item.required("name");
            TypedColumn column = column(item, onForms.getOrDefault(item.required("item_id"), List.of()), sets);
            TypedColumn other = byName.putIfAbsent(name, column);
            if (other != null && !sameType(other, column)) {
                byName.put(name, TypedColumn.text(name));
            }
        });
        return ColumnTypes.of(byName.values().stream().filter(Objects::nonNull).toList());
    }

    private static boolean sameType(TypedColumn one, TypedColumn other) {
        return one.type() == other.type()
                && one.length() == other.length()
                && one.scale() == other.scale()
                && one.multiple() == other.multiple()
                && one.codes().equals(other.codes());
    }

    private static TypedColumn column(Row item, List<Row> onForms, Map<String, Row> sets) {
        String name = item.required("name");
        Map<String, String> labels = new LinkedHashMap<>();
        boolean multiple = false;
        for (Row form : onForms) {
            Row set = sets.get(String.valueOf(form.string("response_set_id")));
            Integer kind = set == null ? null : set.integer("response_type_id");
            if (set != null && kind != null && (ONE_OF.contains(kind) || SOME_OF.contains(kind))) {
                multiple |= SOME_OF.contains(kind);
                add(labels, set);
            }
        }
        TypedColumn typed = multiple ? TypedColumn.text(name) : typed(name, item.integer("item_data_type_id"), onForms);
        TypedColumn labelled = typed.labelled(Objects.requireNonNullElse(item.string("description"), ""));
        return multiple ? labelled.codedMultiple(labels) : labelled.coded(labels);
    }

    private static TypedColumn typed(String name, @Nullable Integer dataType, List<Row> onForms) {
        return switch (dataType == null ? 0 : dataType) {
            case INT -> TypedColumn.of(name, ColumnType.INTEGER).orNullCode();
            case REAL -> real(name, onForms).orNullCode();
            case DATE -> TypedColumn.of(name, ColumnType.DATE).orNullCode();
            default -> TypedColumn.text(name);
        };
    }

    /** The widest of the forms' widths, if each says one. */
    private static TypedColumn real(String name, List<Row> onForms) {
        int before = 0;
        int decimals = 0;
        for (Row form : onForms) {
            Matcher width = WIDTH.matcher(String.valueOf(form.string("width_decimal")));
            if (!width.matches()) {
                return TypedColumn.of(name, ColumnType.NUMBER);
            }
            int scale = Integer.parseInt(width.group(2));
            before = Math.max(before, Integer.parseInt(width.group(1)) - scale);
            decimals = Math.max(decimals, scale);
        }
        int digits = before + decimals;
        return before < 0 || digits < 1 || digits > TypedColumn.MOST_DIGITS
                ? TypedColumn.of(name, ColumnType.NUMBER)
                : TypedColumn.decimal(name, digits, decimals);
    }

    /** A list whose codes and texts differ in number has no labels. */
    private static void add(Map<String, String> labels, Row set) {
        List<String> codes = CodeList.split(Objects.requireNonNullElse(set.string("options_values"), ""));
        List<String> texts = CodeList.split(Objects.requireNonNullElse(set.string("options_text"), ""));
        for (int i = 0; i < codes.size() && codes.size() == texts.size(); i++) {
            String text = texts.get(i);
            labels.merge(codes.get(i), text, (one, other) -> one.equals(other) ? one : one + " | " + other);
        }
    }

    private static Map<String, List<TypedColumn>> tables() {
        Map<String, Map<String, String>> codes = new HashMap<>();
        List<String[]> columns = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(EdcColumns.class.getResourceAsStream("edc-columns.tsv"), "edc-columns.tsv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                String[] parts = line.split("\t", -1);
                if (parts[0].equals("code")) {
                    codes.computeIfAbsent(parts[1], each -> new LinkedHashMap<>())
                            .put(parts[2], parts[3]);
                } else if (parts[0].equals("column")) {
                    columns.add(parts);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("edc-columns.tsv can't be read", e);
        }
        Map<String, List<TypedColumn>> tables = new HashMap<>();
        for (String[] each : columns) {
            tables.computeIfAbsent(each[1], table -> new ArrayList<>())
                    .add(known(each[2], each[3], codes).labelled(each[4]));
        }
        return tables;
    }

    private static TypedColumn known(String name, String type, Map<String, Map<String, String>> codes) {
        return switch (type) {
            case "id", "integer" -> TypedColumn.of(name, ColumnType.INTEGER);
            case "flag" -> TypedColumn.of(name, ColumnType.FLAG);
            case "date" -> TypedColumn.of(name, ColumnType.DATE);
            case "instant" -> TypedColumn.of(name, ColumnType.INSTANT);
            case "text", "item" -> TypedColumn.text(name);
            default ->
                TypedColumn.of(name, ColumnType.INTEGER)
                        .coded(Objects.requireNonNull(codes.get(type.replace("code ", "")), type));
        };
    }
}
