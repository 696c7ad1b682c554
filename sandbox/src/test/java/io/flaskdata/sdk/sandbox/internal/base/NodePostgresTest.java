package io.flaskdata.sdk.sandbox.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.sandbox.internal.database.Cluster;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.sql.Connection;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values follow from the sources of node-postgres and postgres-interval, as they are publicly known. */
class NodePostgresTest {
    private static Databases databases;
    private static Connection db;

    @BeforeAll
    static void open() throws Exception {
        databases = new Databases(Cluster.OF_THIS_JVM, Seed.standard(), ZoneId.of("Asia/Jerusalem"), false);
        db = databases.edc("demo");
    }

    @AfterAll
    static void close() throws Exception {
        db.close();
        databases.close();
    }

    private static String json(String expression, String zone) throws Exception {
        try (var statement = db.createStatement();
                var rows = statement.executeQuery("SELECT " + expression)) {
            rows.next();
            return PlainJson.GSON.toJson(NodePostgres.json(rows, 1, ZoneId.of(zone)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "42::int2 | 42",
                "2147483647::int4 | 2147483647",
                "4294967295::oid | 4294967295",
                "9007199254740993::int8 | \"9007199254740993\"",
                "1.10::numeric | \"1.10\"",
                "'NaN'::numeric | \"NaN\"",
                "1.5::float8 | 1.5",
                "3::float4 | 3",
                "'NaN'::float8 | null",
                "'Infinity'::float8 | null",
                "true | true",
                "NULL::int | null",
                "'it''s'::varchar(9) | \"it's\"",
                "'f'::char(3) | \"f  \"",
                "'08:30:00'::time | \"08:30:00\"",
                "'infinity'::timestamptz | null",
                "'\\x00ff'::bytea | {\"type\":\"Buffer\",\"data\":[0,255]}",
                "'{\"a\":1.10,\"b\":[9007199254740993]}'::json | {\"a\":1.1,\"b\":[9007199254740992]}",
                "'[1,null]'::jsonb | [1,null]",
                "'1 day'::interval | {\"days\":1}",
                "'1 year 2 mons 3 days 04:05:06.789'::interval |"
                        + " {\"years\":1,\"months\":2,\"days\":3,\"hours\":4,\"minutes\":5,\"seconds\":6,\"milliseconds\":789}",
                "'-1 mons +2 days -00:00:01.5'::interval | {\"months\":-1,\"days\":2,\"seconds\":-1,\"milliseconds\":-500}",
                "'0'::interval | {}",
                "ARRAY[1,NULL,3] | [1,null,3]",
                "ARRAY['a,b','c\"d']::text[] | [\"a,b\",\"c\\\"d\"]",
                "ARRAY[[1,2],[3,4]] | [[1,2],[3,4]]",
                "'{}'::int[] | []",
                "ARRAY[1.10,2]::numeric[] | [1.1,2]",
                "ARRAY[9007199254740993]::int8[] | [\"9007199254740993\"]",
                "ARRAY['1950-01-01'::date] | [\"1949-12-31T22:00:00.000Z\"]",
                "ARRAY[true,false] | [true,false]",
            })
    void aValueIsWhatNodePostgresMakesOfIt(String expression, String expected) throws Exception {
        assertThat(json(expression, "Asia/Jerusalem")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'1950-01-01'::date, Asia/Jerusalem, 1949-12-31T22:00:00.000Z",
        "'1950-01-01'::date, UTC, 1950-01-01T00:00:00.000Z",
        // As pg-types 2.2.0 answered on Node 20.
        "'1850-06-15'::date, America/Los_Angeles, 1850-06-15T07:52:58.000Z",
        "'1850-06-15'::date, Asia/Beirut, 1850-06-14T21:38:00.000Z",
        "'1950-01-01'::date, Pacific/Kiritimati, 1950-01-01T10:40:00.000Z",
        "'2018-11-04'::date, America/Sao_Paulo, 2018-11-04T03:00:00.000Z",
        "'2022-03-27'::date, Asia/Beirut, 2022-03-26T22:00:00.000Z",
        "'9999-12-31'::date, Pacific/Kiritimati, 9999-12-30T10:00:00.000Z",
        "'2026-07-01 09:30:00.5'::timestamp, Asia/Jerusalem, 2026-07-01T06:30:00.500Z",
        "'2026-07-01 09:30:00.5'::timestamp, America/New_York, 2026-07-01T13:30:00.500Z",
        "'2026-07-01 09:30:00+02'::timestamptz, America/New_York, 2026-07-01T07:30:00.000Z",
    })
    void whatHasNoZoneIsShiftedByTheServers(String expression, String zone, String expected) throws Exception {
        assertThat(json(expression, zone)).isEqualTo('"' + expected + '"');
    }

    private static @Nullable Instant parse(String text) {
        return NodePostgres.parse(text, "fromDate", ZoneId.of("Asia/Jerusalem"));
    }

    @Test
    void aRequestsDateIsADayOrAnInstantAndWithoutAZoneTheServers() {
        assertThat(parse("2026-02-03")).isEqualTo(Instant.parse("2026-02-03T00:00:00Z"));
        assertThat(parse("2026-02-03T10:00:00+02:00")).isEqualTo(Instant.parse("2026-02-03T08:00:00Z"));
        assertThat(parse("2026-02-03T10:00:00.500")).isEqualTo(Instant.parse("2026-02-03T08:00:00.500Z"));
        assertThat(parse("0001-01-01")).isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
        assertThat(parse("")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "2026-02-30",
                "2026-2-3",
                "2026-02-03Tgarbage",
                "2026-02-30T00:00:00Z",
                "+999999999-12-31T00:00:00Z",
                "-0044-03-15"
            })
    void whatIsNoDateIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).hasMessage("[parameters] fromDate is not a date.");
    }
}
