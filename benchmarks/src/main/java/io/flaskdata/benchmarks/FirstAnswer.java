package io.flaskdata.benchmarks;

import java.io.IOException;

/** A whole process: one small call by the SDK or by bare Retrofit, and the end. */
final class FirstAnswer {
    private FirstAnswer() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[1]);
        if (args[0].equals("sdk")) {
            try (Sdk sdk = new Sdk(port)) {
                System.out.println(sdk.createSubject());
            }
        } else {
            try (Peers peers = new Peers(port)) {
                System.out.println(peers.createSubject());
            }
        }
        System.out.println(CpuProfiler.nanoseconds() / 1e6);
    }
}
