package io.flaskdata.sdk.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Apache POI reads of the workbooks that are written. */
class ExcelTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("rows.xlsx");
    }

    private TypedFile.Written write(List<TypedColumn> columns, String... rows) {
        return Written.file(file(), TypedFormat.excel().named("Vital/Signs").zone(ZoneId.of("UTC")), columns, rows);
    }

    /** Receives a sheet. */
    private interface Look {
        void at(XSSFSheet sheet);
    }

    private void read(Look look) throws IOException {
        try (InputStream in = Files.newInputStream(file());
                XSSFWorkbook workbook = new XSSFWorkbook(in)) {
            look.at(workbook.getSheetAt(0));
        }
    }

    private static String text(XSSFSheet sheet, int row, int column) {
        Cell cell = sheet.getRow(row).getCell(column);
        assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
        return cell.getStringCellValue();
    }

    @Test
    void everyTypeIsACellOfItsKind() throws IOException {
        TypedFile.Written written = write(
                List.of(
                        TypedColumn.text("t"),
                        TypedColumn.of("i", ColumnType.INTEGER),
                        TypedColumn.decimal("d", 20, 2),
                        TypedColumn.of("n", ColumnType.NUMBER),
                        TypedColumn.of("f", ColumnType.FLAG),
                        TypedColumn.of("day", ColumnType.DATE),
                        TypedColumn.of("at", ColumnType.INSTANT)),
                """
                {"t":" =1+1 ","i":41,"d":"70.5","n":0.1,"f":true,"day":"1950-01-31","at":"2026-11-28T06:30:00.5Z"}""",
                "{\"t\":null}");
        read(sheet -> {
            assertThat(sheet.getSheetName()).isEqualTo("Vital_Signs");
            assertThat(text(sheet, 0, 5)).isEqualTo("day");
            assertThat(text(sheet, 1, 0)).isEqualTo(" =1+1 ");
            assertThat(sheet.getRow(1).getCell(1).getNumericCellValue()).isEqualTo(41);
            assertThat(sheet.getRow(1).getCell(2).getNumericCellValue()).isEqualTo(70.5);
            assertThat(sheet.getRow(1).getCell(3).getNumericCellValue()).isEqualTo(0.1);
            assertThat(sheet.getRow(1).getCell(4).getBooleanCellValue()).isTrue();
            Cell day = sheet.getRow(1).getCell(5);
            assertThat(DateUtil.isCellDateFormatted(day)).isTrue();
            assertThat(day.getLocalDateTimeCellValue().toLocalDate()).isEqualTo(LocalDate.of(1950, 1, 31));
            assertThat(text(sheet, 1, 6)).isEqualTo("2026-11-28T06:30:00.500Z");
        });
        assertThat(written.rows()).isEqualTo(2);
        assertThat(written.note()).isEqualTo("numbers that lost zeros at their end, or gained some: d (2)");
    }

    @Test
    void numbersOfMoreThanFifteenDigitsAndEarlyDaysAreText() throws IOException {
        TypedFile.Written written = write(
                List.of(
                        TypedColumn.of("i", ColumnType.INTEGER),
                        TypedColumn.decimal("d", 38, 4),
                        TypedColumn.of("day", ColumnType.DATE)),
                "{\"i\":\"9007199254740993\",\"d\":\"123456789012345.6789\",\"day\":\"1900-02-28\"}",
                "{\"i\":\"123456789012345\",\"d\":\"12345678901.2345\",\"day\":\"1900-03-01\"}");
        read(sheet -> {
            assertThat(text(sheet, 1, 0)).isEqualTo("9007199254740993");
            assertThat(text(sheet, 1, 1)).isEqualTo("123456789012345.6789");
            assertThat(text(sheet, 1, 2)).isEqualTo("1900-02-28");
            assertThat(sheet.getRow(2).getCell(0).getNumericCellValue()).isEqualTo(123456789012345d);
            assertThat(sheet.getRow(2).getCell(1).getNumericCellValue()).isEqualTo(12345678901.2345);
            assertThat(sheet.getRow(2).getCell(2).getLocalDateTimeCellValue().toLocalDate())
                    .isEqualTo(LocalDate.of(1900, 3, 1));
        });
        assertThat(written.note())
                .contains("Excel keeps 15 digits of a number: i (1), d (1)")
                .contains("days before March 1900, which Excel hasn't, as text: day (1)");
    }

    @Test
    void everyCharacterComesBack() throws IOException {
        String text = "שלום <&>\"' \t\n\r \u0001 \u001f \ufffe _x0041_ _xZZZZ_ 😀 \u0085";
        String json = new com.google.gson.Gson().toJson(Collections.singletonMap("t", text));
        write(List.of(TypedColumn.text("t")), json);
        read(sheet -> assertThat(text(sheet, 1, 0)).isEqualTo(text));
    }

    @Test
    void aTextTooLongForACellIsAnErrorAndNoFile() throws IOException {
        String most = "x".repeat(ExcelSink.LONGEST_TEXT);
        write(List.of(TypedColumn.text("t")), "{\"t\":\"" + most + "\"}");
        read(sheet -> assertThat(text(sheet, 1, 0)).hasSize(ExcelSink.LONGEST_TEXT));
        Files.delete(file());
        assertThatThrownBy(() -> write(List.of(TypedColumn.text("t")), "{\"t\":\"\"}", "{\"t\":\"" + most + "x\"}"))
                .hasMessageStartingWith("Row 2, column t: the text has more than 32767 characters");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void moreRowsThanASheetHasAreAnError() {
        try (TypedFile file = TypedFile.create(file(), TypedFormat.excel(), List.of(TypedColumn.text("t")))) {
            List<String> row = Collections.singletonList(null);
            for (int i = 1; i < ExcelSink.MOST_ROWS; i++) {
                file.write(row);
            }
            assertThatThrownBy(() -> file.write(row)).hasMessageStartingWith("Excel has 1048576 rows");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void moreColumnsThanASheetHasAreAnError() {
        List<TypedColumn> columns = IntStream.rangeClosed(0, ExcelSink.MOST_COLUMNS)
                .mapToObj(i -> TypedColumn.text("c" + i))
                .toList();
        assertThatThrownBy(() -> Written.file(file(), TypedFormat.excel(), columns, "{\"c1\":\"x\"}"))
                .hasMessageStartingWith("Excel has 16384 columns, the rows have 16385");
    }
}
