package io.flaskdata.sdk.bare;

/** As of a generated module that was packed without its resources. */
public interface BareApi {}
