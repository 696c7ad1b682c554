package io.flaskdata.sdk.spark;

import java.util.ArrayList;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The slices that one task reads, one after another.
 *
 * @param scan the read it is a part of
 * @param index its number, from 0
 * @param partitions how many there are
 */
record SlicePartition(String scan, int index, int partitions, ArrayList<Slice> slices) implements InputPartition {}
