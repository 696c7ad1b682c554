package io.flaskdata.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import stock.okhttp.ApiException;

/** The clients that the generator makes of the same document, as they come: a list of maps, its numbers doubles. */
final class StockPeers {
    private static final String TOKEN = "JWT benchmark";

    private final stock.retrofit.ApiClient retrofit = new stock.retrofit.ApiClient("flaskdata", TOKEN);
    private final stock.okhttp.ApiClient okhttp = new stock.okhttp.ApiClient();

    StockPeers(int port) {
        String address = "http://127.0.0.1:" + port;
        retrofit.getAdapterBuilder().baseUrl(address + "/");
        okhttp.setBasePath(address);
        okhttp.setApiKey(TOKEN);
        // It refuses FlaskData's own text/x-json.
        okhttp.setHttpClient(okhttp.getHttpClient()
                .newBuilder()
                .addNetworkInterceptor(chain -> chain.proceed(chain.request())
                        .newBuilder()
                        .header("Content-Type", "application/json")
                        .build())
                .build());
        // Ten seconds by default, which a million rows take longer than.
        okhttp.setReadTimeout(0);
    }

    Tally retrofit(long rows, List<String> columns) throws IOException {
        var request = new stock.retrofit.model.ExtractDataRequest().tableName("rows_" + rows);
        var answer = retrofit.createService(stock.retrofit.api.EdcStudyApi.class)
                .extractData("demo", request)
                .execute();
        return tally(java.util.Objects.requireNonNull(answer.body()), columns);
    }

    Tally okhttp(long rows, List<String> columns) throws IOException {
        var request = new stock.okhttp.model.ExtractDataRequest().tableName("rows_" + rows);
        try {
            return tally(new stock.okhttp.api.EdcStudyApi(okhttp).extractData("demo", request), columns);
        } catch (ApiException e) {
            throw new IOException(e);
        }
    }

    private static Tally tally(List<Map<String, Object>> rows, List<String> columns) {
        Tally tally = new Tally();
        for (Map<String, Object> row : rows) {
            tally.rows++;
            for (String column : columns) {
                tally.add(row.get(column));
            }
        }
        return tally;
    }
}
