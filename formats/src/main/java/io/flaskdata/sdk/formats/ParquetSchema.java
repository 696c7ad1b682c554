package io.flaskdata.sdk.formats;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** The columns of a Parquet file, for Parquet's encoders and as they stand in the file. Each may be null. */
final class ParquetSchema {
    /** Decimals of more digits take 16 bytes each. */
    static final int DIGITS_OF_LONG = 18;

    static final int DECIMAL_BYTES = 16;

    private ParquetSchema() {}

    static MessageType message(List<Field> fields) {
        return new MessageType("row", fields.stream().map(ParquetSchema::type).toList());
    }

    private static org.apache.parquet.schema.Type type(Field field) {
        return switch (field.type()) {
            case TEXT -> optional(PrimitiveTypeName.BINARY, stringType(), field);
            case INTEGER -> Types.optional(PrimitiveTypeName.INT64).named(field.name());
            case DECIMAL -> {
                LogicalTypeAnnotation decimal =
                        decimalType(field.column().scale(), field.column().length());
                yield field.column().length() <= DIGITS_OF_LONG
                        ? optional(PrimitiveTypeName.INT64, decimal, field)
                        : Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                                .length(DECIMAL_BYTES)
                                .as(decimal)
                                .named(field.name());
            }
            case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(field.name());
            case FLAG -> Types.optional(PrimitiveTypeName.BOOLEAN).named(field.name());
            case DATE -> optional(PrimitiveTypeName.INT32, dateType(), field);
            case INSTANT ->
                optional(PrimitiveTypeName.INT64, timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS), field);
        };
    }

    private static PrimitiveType optional(PrimitiveTypeName type, LogicalTypeAnnotation meaning, Field field) {
        return Types.optional(type).as(meaning).named(field.name());
    }

    static List<SchemaElement> elements(List<Field> fields) {
        List<SchemaElement> elements = new ArrayList<>();
        elements.add(new SchemaElement("row").setNum_children(fields.size()));
        fields.forEach(each -> elements.add(
                element(each, new SchemaElement(each.name()).setRepetition_type(FieldRepetitionType.OPTIONAL))));
        return elements;
    }

    private static SchemaElement element(Field field, SchemaElement element) {
        return switch (field.type()) {
            case TEXT ->
                element.setType(Type.BYTE_ARRAY)
                        .setConverted_type(ConvertedType.UTF8)
                        .setLogicalType(LogicalType.STRING(new StringType()));
            case INTEGER -> element.setType(Type.INT64);
            case DECIMAL -> decimal(field.column(), element);
            case NUMBER -> element.setType(Type.DOUBLE);
            case FLAG -> element.setType(Type.BOOLEAN);
            case DATE ->
                element.setType(Type.INT32)
                        .setConverted_type(ConvertedType.DATE)
                        .setLogicalType(LogicalType.DATE(new DateType()));
            case INSTANT ->
                element.setType(Type.INT64)
                        .setConverted_type(ConvertedType.TIMESTAMP_MICROS)
                        .setLogicalType(
                                LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()))));
        };
    }

    private static SchemaElement decimal(TypedColumn column, SchemaElement element) {
        boolean isLong = column.length() <= DIGITS_OF_LONG;
        if (!isLong) {
            element.setType_length(DECIMAL_BYTES);
        }
        return element.setType(isLong ? Type.INT64 : Type.FIXED_LEN_BYTE_ARRAY)
                .setConverted_type(ConvertedType.DECIMAL)
                .setScale(column.scale())
                .setPrecision(column.length())
                .setLogicalType(LogicalType.DECIMAL(new DecimalType(column.scale(), column.length())));
    }
}
