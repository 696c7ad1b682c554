package io.flaskdata.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The SDK and its peers, pointed at the source; JMH's, therefore public. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls start
public class Clients {
    /** The source's. */
    @Param("0")
    public int port;

    Sdk sdk;
    Peers peers;

    /** Makes them. */
    @Setup
    public void start() {
        sdk = new Sdk(port);
        peers = new Peers(port);
    }

    /** Closes them. */
    @TearDown
    public void stop() {
        sdk.close();
        peers.close();
    }
}
