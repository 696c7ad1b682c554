package io.flaskdata.sdk.faults;

import java.util.Set;

/**
 * What the contract says of a fault and an operation, worked out without the SDK: the kind of exception, how many requests
 * the server sees, and whether it may have acted.
 */
final class Rule {
    /** FlaskData's own words of a refusal that comes before anything is done. */
    static final String OWN_404 = "Resource not found: subject";

    private static final Set<Integer> REPEATED = Set.of(408, 429, 502, 503, 504);
    private static final Set<Integer> REFUSALS = Set.of(403, 413, 429);
    private static final Set<Integer> OF_GATEWAYS = Set.of(408, 502, 503, 504);
    private static final int ATTEMPTS = 3;

    private Rule() {}

    /** The cell's text, without what a bulk insert or a chain does next. */
    static String of(Fault fault, Doing doing, Over over) {
        boolean safe = doing.isSafe();
        String may = safe ? "" : ", may";
        return switch (fault.kind) {
            case CAN_NOT_LEAVE, MUST_NOT_LEAVE -> "Connection 0";
            case MAY_HAVE_LEFT -> over.tls ? "Connection 0" : "Connection 0 or OutcomeUnknown 0" + may;
            case NO_ANSWER -> safe ? "OutcomeUnknown " + ATTEMPTS : "OutcomeUnknown 1, may";
            case NO_WHOLE_ANSWER -> "ProtocolViolation 1" + may;
            // The server's end and the request may cross, and HTTP/2 can't look first.
            case HARMLESS -> fault.hangsUp() && over.isHttp2() && !safe ? "ok 1 or OutcomeUnknown 0, may" : "ok 1";
            case TOKEN_REFUSED -> "Authentication " + (doing == Doing.SIGN_IN ? 1 : 2);
            case STATUS -> safe ? ofARead(fault) : ofAWrite(fault);
        };
    }

    private static String ofARead(Fault fault) {
        int status = fault.status;
        int sent = REPEATED.contains(status) && !fault.atOnce ? ATTEMPTS : 1;
        if (status == 401) {
            return "Authentication 1";
        }
        return (status < 400 ? "ProtocolViolation " : status < 500 ? "Rejected " : "ServerFailure ") + sent;
    }

    private static String ofAWrite(Fault fault) {
        int status = fault.status;
        if (!mayHaveActed(fault)) {
            return "Rejected 1";
        }
        if (status == 401) {
            return "Authentication 1, may";
        }
        if (status < 400) {
            return "ProtocolViolation 1, may";
        }
        return OF_GATEWAYS.contains(status) || isPage(fault) ? "OutcomeUnknown 1, may" : "ServerFailure 1, may";
    }

    /** Of a write that is answered so. */
    static boolean mayHaveActed(Fault fault) {
        return !(REFUSALS.contains(fault.status) && !isPage(fault)) && !fault.body.equals(OWN_404);
    }

    /** A page that is not FlaskData's own, which have their text in a pre element. */
    private static boolean isPage(Fault fault) {
        return fault.body.startsWith("<")
                && !fault.body.contains("<pre>")
                && (fault.status == 403 || fault.status >= 500);
    }

    /** Whether a read is sent again after it, so that one such fault doesn't matter. */
    static boolean passes(Fault fault) {
        return fault.kind == Fault.Kind.NO_ANSWER
                || fault.kind == Fault.Kind.TOKEN_REFUSED
                || (fault.kind == Fault.Kind.STATUS && REPEATED.contains(fault.status) && !fault.atOnce);
    }

    /** FlaskData's own failure, after which a write may be done in part: nobody but a person can tell. */
    static boolean perhapsInPart(Fault fault) {
        return fault.kind == Fault.Kind.STATUS && fault.status == 500 && !fault.body.startsWith("<");
    }
}
