package io.flaskdata.sdk.spectools;

import java.util.List;
import java.util.stream.Collectors;

/** Every fault found, at once. */
public final class SpecException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    public SpecException(String document, String place, String reason) {
        this(List.of(new Fault(document, place, reason)));
    }

    public SpecException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining(System.lineSeparator())));
        this.faults = List.copyOf(faults);
    }

    List<Fault> faults() {
        return faults;
    }
}
