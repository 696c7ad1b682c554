package io.flaskdata.sdk.formats;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A column of the file that is written: a column's value, the label of its code, or its null code. */
record Field(String name, Part part, int source, TypedColumn column) {
    enum Part {
        VALUE,
        LABEL,
        NULL_CODE
    }

    ColumnType type() {
        return part == Part.VALUE ? column.type() : ColumnType.TEXT;
    }

    String label() {
        return switch (part) {
            case VALUE -> column.label();
            case LABEL -> (column.label().isEmpty() ? column.name() : column.label()) + ": label";
            case NULL_CODE -> (column.label().isEmpty() ? column.name() : column.label()) + ": why there is no value";
        };
    }

    /** The fields of a file with these columns; what is added takes no name that another column has. */
    static List<Field> of(List<TypedColumn> columns) {
        Set<String> taken = new HashSet<>();
        columns.forEach(each -> taken.add(each.name()));
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            TypedColumn column = columns.get(i);
            fields.add(new Field(column.name(), Part.VALUE, i, column));
            if (!column.codes().isEmpty()) {
                fields.add(new Field(free(column.name() + "_label", taken), Part.LABEL, i, column));
            }
            if (column.nullCodes() && column.type() != ColumnType.TEXT) {
                fields.add(new Field(free(column.name() + "_null", taken), Part.NULL_CODE, i, column));
            }
        }
        return fields;
    }

    private static String free(String wanted, Set<String> taken) {
        String name = wanted;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }
}
