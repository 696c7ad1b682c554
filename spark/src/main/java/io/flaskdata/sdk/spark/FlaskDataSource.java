package io.flaskdata.sdk.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Reads a table or view of an EDC database into Spark, under the name {@code flaskdata}; {@code docs/spark.md} lists the
 * options. Spark makes it and calls it; programs don't.
 *
 * <p>Operation {@code POST /edc/study/extract-data}; contract: documented, the rows observed. It only reads, so that
 * Spark may repeat any task.
 */
public final class FlaskDataSource implements TableProvider, DataSourceRegister {
    private boolean inferred;

    /** Called by Spark. */
    public FlaskDataSource() {}

    @Override
    public String shortName() {
        return "flaskdata";
    }

    /**
     * The columns that the table's first row has, with the types that the SDK's own list of ClinCapture's columns gives
     * them, else text. Makes a call, which it ends after the first row.
     *
     * @throws IllegalArgumentException when an option is missing, unknown or can't be read, or the table has no rows and
     *     isn't in the list
     * @throws io.flaskdata.sdk.errors.FlaskDataException when the call fails
     */
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        ReadOptions read = ReadOptions.of(options.asCaseSensitiveMap());
        inferred = true;
        return KnownColumns.of(read.table()).schema(read);
    }

    /** A schema of the caller's own is taken as it is: columns that it leaves out are not read. Makes no call. */
    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new EdcTable(ReadOptions.of(properties), Cells.checked(schema), inferred);
    }

    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }
}
