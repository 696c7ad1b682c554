package io.flaskdata.sdk.spark;

import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/**
 * Limits the calls that a Spark application makes to FlaskData at once, on all its executors together, and adds up the
 * rows of a read's partitions. Named in {@code spark.plugins}; {@code spark.flaskdata.callsAtOnce} is the limit, 4 by
 * default. Spark makes it; programs don't.
 */
public final class FlaskDataPlugin implements SparkPlugin {
    static final String LIMIT = "spark.flaskdata.callsAtOnce";
    private static final int CALLS = 4;
    private static final String DRIVER = "driver";

    /** Called by Spark. */
    public FlaskDataPlugin() {}

    @Override
    public DriverPlugin driverPlugin() {
        return new OnDriver();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new OnExecutor();
    }

    private static final class OnDriver implements DriverPlugin {
        private CallLimit limit = new CallLimit(CALLS);

        @Override
        public Map<String, String> init(SparkContext context, PluginContext plugin) {
            int most = plugin.conf().getInt(LIMIT, CALLS);
            if (most < 1) {
                throw new IllegalArgumentException(LIMIT + " must be at least 1");
            }
            CallLimit told = new CallLimit(most);
            limit = told;
            Calls.connect(DRIVER, told::receive);
            context.addSparkListener(new SparkListener() {
                @Override
                public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
                    told.executorIsGone(removed.executorId());
                }
            });
            return Map.of();
        }

        @Override
        public Object receive(Object message) {
            return limit.receive(
                    ((List<?>) message).stream().map(String.class::cast).toList());
        }

        @Override
        public void shutdown() {
            Calls.disconnect();
        }
    }

    private static final class OnExecutor implements ExecutorPlugin {
        @Override
        public void init(PluginContext plugin, Map<String, String> nothing) {
            // In local mode the driver is the executor.
            if (!plugin.executorID().equals(DRIVER)) {
                Calls.connect(plugin.executorID(), plugin::ask);
            }
        }
    }
}
