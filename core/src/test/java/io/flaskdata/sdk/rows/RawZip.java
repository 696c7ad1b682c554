package io.flaskdata.sdk.rows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import okio.Buffer;

/**
 * A zip written byte by byte, in the ways in which other programs write one: Python's zipfile to a pipe, Info-ZIP from a pipe
 * and to one, 7-Zip, and the zips that Go's and commons-compress's tests are about. Each test sets what is special.
 */
final class RawZip {
    /** What follows an entry's content. */
    enum Descriptor {
        NONE,
        SIGNED,
        UNSIGNED,
        SIGNED_64,
        UNSIGNED_64
    }

    private final Buffer out = new Buffer();
    private final Buffer directory = new Buffer();
    private int listed;
    int method = 8;
    int saidMethod = -1;
    int flags;
    boolean zip64;
    boolean zip64End;
    Descriptor descriptor = Descriptor.NONE;
    String localName = "";
    byte[] slack = {};
    boolean unlisted;
    Charset names = StandardCharsets.UTF_8;
    String comment = "";
    long saidBytes = -1;

    /** Bytes that belong to no entry. */
    RawZip gap(byte[] bytes) {
        out.write(bytes);
        return this;
    }

    RawZip add(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] packed = method == 8 ? deflated(bytes) : bytes;
        CRC32 crc = new CRC32();
        crc.update(bytes);
        long start = out.size();
        long size = saidBytes < 0 ? bytes.length : saidBytes;
        local(name, (int) crc.getValue(), packed.length + slack.length, size);
        out.write(packed).write(slack);
        describe((int) crc.getValue(), packed.length + slack.length, size);
        if (!unlisted) {
            list(name, (int) crc.getValue(), packed.length + slack.length, size, start);
        }
        return this;
    }

    /** Lists what stands at a place once more, under another name. */
    RawZip listAgain(String name, String content, long start) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        list(name, (int) crc.getValue(), method == 8 ? deflated(bytes).length : bytes.length, bytes.length, start);
        return this;
    }

    private void local(String name, int crc, int packed, long size) {
        boolean after = descriptor != Descriptor.NONE;
        byte[] path = (localName.isEmpty() ? name : localName).getBytes(names);
        out.writeIntLe(0x04034b50)
                .writeShortLe(zip64 ? 45 : 20)
                .writeShortLe(flags | (after ? 8 : 0))
                .writeShortLe(method)
                .writeIntLe(0)
                .writeIntLe(after ? 0 : crc)
                .writeIntLe(zip64 ? -1 : after ? 0 : packed)
                .writeIntLe(zip64 ? -1 : after ? 0 : (int) size)
                .writeShortLe(path.length)
                .writeShortLe(zip64 ? 20 : 0)
                .write(path);
        if (zip64) {
            out.writeShortLe(1).writeShortLe(16).writeLongLe(after ? 0 : size).writeLongLe(after ? 0 : packed);
        }
    }

    private void describe(int crc, int packed, long size) {
        if (descriptor == Descriptor.SIGNED || descriptor == Descriptor.SIGNED_64) {
            out.writeIntLe(0x08074b50);
        }
        switch (descriptor) {
            case NONE -> {}
            case SIGNED, UNSIGNED -> out.writeIntLe(crc).writeIntLe(packed).writeIntLe((int) size);
            case SIGNED_64, UNSIGNED_64 ->
                out.writeIntLe(crc).writeLongLe(packed).writeLongLe(size);
        }
    }

    private void list(String name, int crc, int packed, long size, long start) {
        byte[] path = name.getBytes(names);
        boolean after = descriptor != Descriptor.NONE;
        directory
                .writeIntLe(0x02014b50)
                .writeShortLe(20)
                .writeShortLe(zip64 ? 45 : 20)
                .writeShortLe(flags | (after ? 8 : 0))
                .writeShortLe(saidMethod < 0 ? method : saidMethod)
                .writeIntLe(0)
                .writeIntLe(crc)
                .writeIntLe(zip64 ? -1 : packed)
                .writeIntLe(zip64 ? -1 : (int) size)
                .writeShortLe(path.length)
                .writeShortLe(zip64 ? 28 : 0)
                .writeShortLe(0)
                .writeShortLe(0)
                .writeShortLe(0)
                .writeIntLe(0)
                .writeIntLe(zip64 ? -1 : (int) start)
                .write(path);
        if (zip64) {
            directory
                    .writeShortLe(1)
                    .writeShortLe(24)
                    .writeLongLe(size)
                    .writeLongLe(packed)
                    .writeLongLe(start);
        }
        listed++;
    }

    byte[] bytes() {
        Buffer all = new Buffer();
        all.write(out.snapshot());
        long start = all.size();
        all.write(directory.snapshot());
        long size = directory.size();
        if (zip64End) {
            long at = all.size();
            all.writeIntLe(0x06064b50)
                    .writeLongLe(44)
                    .writeShortLe(45)
                    .writeShortLe(45)
                    .writeIntLe(0)
                    .writeIntLe(0)
                    .writeLongLe(listed)
                    .writeLongLe(listed)
                    .writeLongLe(size)
                    .writeLongLe(start);
            all.writeIntLe(0x07064b50).writeIntLe(0).writeLongLe(at).writeIntLe(1);
        }
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        return all.writeIntLe(0x06054b50)
                .writeIntLe(0)
                .writeShortLe(zip64End ? 0xffff : listed)
                .writeShortLe(zip64End ? 0xffff : listed)
                .writeIntLe(zip64End ? -1 : (int) size)
                .writeIntLe(zip64End ? -1 : (int) start)
                .writeShortLe(text.length)
                .write(text)
                .readByteArray();
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] block = new byte[8192];
        while (!deflater.finished()) {
            packed.write(block, 0, deflater.deflate(block));
        }
        deflater.end();
        return packed.toByteArray();
    }
}
