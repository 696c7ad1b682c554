package io.flaskdata.sdk.spectools;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Generates Java for the typed rows of the EDC and their codes from {@code edc-tables.yaml}. */
final class Tables {
    private static final String PACKAGE = "io.flaskdata.sdk.edc";
    private static final String CODE = "code ";

    /** A type in the list: its Java type, and how a column is read (boolean only by hand). */
    private record Type(String java, String read) {
        boolean nullable() {
            return java.startsWith("@Nullable");
        }
    }

    private static final Map<String, Type> TYPES = Map.of(
            "boolean", new Type("boolean", ""),
            "id", new Type("int", "EdcViews.id(row, \"%s\")"),
            "text", new Type("@Nullable String", "row.string(\"%s\")"),
            "integer", new Type("@Nullable Integer", "row.integer(\"%s\")"),
            "flag", new Type("@Nullable Boolean", "row.flag(\"%s\")"),
            "instant", new Type("@Nullable Instant", "row.instant(\"%s\")"),
            "date", new Type("@Nullable LocalDate", "row.date(\"%s\")"),
            "item", new Type("ItemValue", "ItemValue.of(row, \"%s\")"));

    /** The imports, in their order, and what of a class's text needs them. */
    private static final Map<String, String> IMPORTS = new TreeMap<>(Map.of(
            "io.flaskdata.sdk.rows.Row", "(Row row)",
            "java.time.Instant", "@Nullable Instant ",
            "java.time.LocalDate", "@Nullable LocalDate ",
            "org.jspecify.annotations.Nullable", "@Nullable "));

    private final String file;
    private final Set<String> codes = new TreeSet<>();
    private final Map<Path, byte[]> classes = new TreeMap<>();

    private Tables(String file) {
        this.file = file;
    }

    /** The sources by their path below a folder of sources. */
    static Map<Path, byte[]> sources(Path list) {
        Tables tables = new Tables(Documents.name(list));
        ObjectNode yaml = Documents.read(list);
        tables.members(yaml, "", Set.of("tables", "codes"));
        tables.addCodes(yaml.path("codes"));
        JsonNode each = yaml.path("tables");
        for (int i = 0; i < each.size(); i++) {
            tables.addTable(each.get(i), "/tables/" + i);
        }
        return tables.classes;
    }

    private void addCodes(JsonNode lists) {
        StringBuilder enums = new StringBuilder();
        for (int i = 0; i < lists.size(); i++) {
            enums.append(codeList(lists.get(i), "/codes/" + i));
        }
        add("EdcCodes", "/codes", """
                /** ClinCapture's lists of codes, as far as they are public. */
                public final class EdcCodes {
                    private EdcCodes() {}

                    /** A code with a name. */
                    public interface Code {
                        /**
                         * The number in the database.
                         *
                         * @return the code
                         */
                        int code();
                    }
                %s}
                """.formatted(enums));
    }

    private String codeList(JsonNode list, String place) {
        members(list, place, Set.of("class", "doc", "codes"));
        String name = text(list, place, "class");
        if (!codes.add(name)) {
            throw new SpecException(file, place, "another list of codes is called " + name);
        }
        List<String> constants = new ArrayList<>();
        list.path("codes")
                .fieldNames()
                .forEachRemaining(code -> constants.add(constant(list.path("codes"), code, place + "/codes")));
        return """

                    /** %s */
                    public enum %s implements Code {
                %s;

                        private final int code;

                        %2$s(int code) {
                            this.code = code;
                        }

                        @Override
                        public int code() {
                            return code;
                        }
                    }
                """.formatted(text(list, place, "doc"), name, String.join(",\n", constants));
    }

    private String constant(JsonNode all, String code, String place) {
        if (!code.matches("0|[1-9]\\d{0,8}")) {
            throw new SpecException(file, place, "a code is a number, not " + code);
        }
        String doc = code;
        String name;
        JsonNode named = all.get(code);
        if (named.isObject()) {
            String at = place + "/" + code;
            members(named, at, Set.of("name", "doc"));
            doc += "; " + text(named, at, "doc");
            name = text(named, at, "name");
        } else {
            name = text(all, place, code);
        }
        return """
                        /** %s. */
                        %s(%s)\
                """.formatted(doc, name, code);
    }

    private void addTable(JsonNode table, String place) {
        members(table, place, Set.of("class", "doc", "implements", "accessors"));
        StringBuilder methods = new StringBuilder();
        JsonNode accessors = table.path("accessors");
        for (int i = 0; i < accessors.size(); i++) {
            methods.append(methods.isEmpty() ? "" : "\n").append(accessor(accessors.get(i), place + "/accessors/" + i));
        }
        String name = text(table, place, "class");
        add(name, place, """
                /**
                 * %s
                 *
                 * @param row the row it is read from; its other columns are there too
                 */
                public record %s(Row row)%s {
                %s}
                """.formatted(
                        text(table, place, "doc"),
                        name,
                        table.has("implements") ? " implements " + text(table, place, "implements") : "",
                        methods));
    }

    private String accessor(JsonNode accessor, String place) {
        members(accessor, place, Set.of("name", "column", "type", "doc", "returns"));
        String name = text(accessor, place, "name");
        boolean read = accessor.has("column");
        if (read == accessor.has("doc")) {
            throw new SpecException(file, place, "an accessor has either a column or a doc");
        }
        Type type = type(text(accessor, place, "type"), read, place);
        String column = read ? text(accessor, place, "column") : "";
        return """
                    /**
                     * %s
                     *
                     * @return %s%s
                     */
                    public %s %s() {
                        return %s;
                    }
                """.formatted(
                        read ? "Column {@code " + column + "}." : text(accessor, place, "doc"),
                        text(accessor, place, "returns"),
                        type.nullable() ? ", or null" : "",
                        type.java(),
                        name,
                        read ? type.read().formatted(column) : "EdcViews." + name + "(this)");
    }

    private Type type(String word, boolean read, String place) {
        String list = word.startsWith(CODE) ? word.substring(CODE.length()) : "";
        if (codes.contains(list)) {
            return new Type(
                    "@Nullable Coded<EdcCodes." + list + ">", "Coded.of(row, \"%s\", EdcCodes." + list + ".class)");
        }
        Type type = TYPES.get(word);
        if (type == null || read && type.read().isEmpty()) {
            throw new SpecException(file, place, "there is no type " + word + (read ? " of a column" : ""));
        }
        return type;
    }

    private void add(String name, String place, String body) {
        StringBuilder imports = new StringBuilder();
        IMPORTS.forEach((type, need) -> imports.append(body.contains(need) ? "import " + type + ";\n" : ""));
        String head =
                "// Made of " + file + ".\npackage " + PACKAGE + ";\n\n" + imports + (imports.isEmpty() ? "" : "\n");
        Path source = Path.of(PACKAGE.replace('.', '/'), name + ".java");
        if (classes.put(source, (head + body).getBytes(UTF_8)) != null) {
            throw new SpecException(file, place, "another class is called " + name);
        }
    }

    private void members(JsonNode node, String place, Set<String> known) {
        node.fieldNames().forEachRemaining(member -> {
            if (!known.contains(member)) {
                throw new SpecException(file, place, "an entry has no member " + member);
            }
        });
    }

    private String text(JsonNode node, String place, String member) {
        String text = node.path(member).asText("");
        if (text.isBlank()) {
            throw new SpecException(file, place, "an entry lacks " + member);
        }
        return text;
    }
}
