package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Checks what {@link ZipFile} ignores: bytes outside all entries that may be a lost one, overlapping entries, headers
 * that contradict the directory, wrong CRCs. It reads every byte of every entry that can be unpacked. A fault in the
 * zip is a {@link BrokenAnswerException}; any other IOException comes from the disk.
 */
final class ZipCheck {
    private static final int RECORD = 0x02014b50;
    private static final ByteString LOCAL = ByteString.decodeHex("504b0304");
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int ENCRYPTED = 1;
    private static final int DESCRIBED_AFTER = 1 << 3;
    private static final int UTF_8_NAME = 1 << 11;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int LONGEST_NAME = 1024;

    private final FileChannel zip;
    private final ZipOptions options;
    private final Set<String> files = new LinkedHashSet<>();
    private @Nullable String unread;

    private ZipCheck(FileChannel zip, ZipOptions options) {
        this.zip = zip;
        this.options = options;
    }

    /**
     * The contents of a complete zip.
     *
     * @param files the names of its files, in the directory's order
     * @param unread why it can't be read although it seems complete; null when it can be read
     */
    record Contents(List<String> files, @Nullable String unread) {}

    /** A record of the directory. */
    private record Entry(
            int number, int flags, int method, long crc, long packed, long bytes, long start, ByteString name) {
        boolean unpacks() {
            return (flags & ENCRYPTED) == 0 && (method == STORED || method == DEFLATED);
        }
    }

    static Contents check(Path file, ZipOptions options) throws IOException {
        try (FileChannel zip = FileChannel.open(file, StandardOpenOption.READ)) {
            ZipCheck check = new ZipCheck(zip, options);
            int entries = check.entries();
            check.compareWithZipFile(file, entries);
            return new Contents(List.copyOf(check.files), check.unread);
        } catch (EOFException e) {
            throw new BrokenAnswerException("the zip's directory is damaged");
        }
    }

    /** Checks all entries and the gaps between them. */
    private int entries() throws IOException {
        ZipEnd end = ZipEnd.of(zip);
        List<Entry> entries = directory(end);
        for (Entry entry : entries) {
            checkName(entry);
        }
        long last = 0;
        for (Entry entry :
                entries.stream().sorted(Comparator.comparingLong(Entry::start)).toList()) {
            checkGap(last, entry.start());
            last = checkEntry(entry, end.start());
        }
        checkGap(last, end.start());
        return entries.size();
    }

    private List<Entry> directory(ZipEnd end) throws IOException {
        ZipLimits limits = options.limits();
        if (end.entries() < 0 || end.entries() > limits.entries()) {
            throw new BrokenAnswerException("the zip holds more than " + limits.entries() + " entries");
        }
        List<Entry> entries = new ArrayList<>();
        BufferedSource in = at(end.start());
        long read = 0;
        long bytes = 0;
        for (int number = 1; number <= end.entries(); number++) {
            if (in.readIntLe() != RECORD) {
                throw new BrokenAnswerException("the zip's directory is damaged");
            }
            ByteBuffer fields = littleEndian(in.readByteArray(42));
            int nameLength = unsigned(fields.getShort(24));
            int extraLength = unsigned(fields.getShort(26));
            int commentLength = unsigned(fields.getShort(28));
            ByteString name = in.readByteString(nameLength);
            long[] sizes = sizes(fields, littleEndian(in.readByteArray(extraLength)));
            in.skip(commentLength);
            read += 46L + nameLength + extraLength + commentLength;
            bytes += sizes[0];
            if (bytes < 0 || bytes > limits.bytes()) {
                throw new BrokenAnswerException("the zip's files have more than " + limits.bytes() + " bytes unpacked");
            }
            int flags = unsigned(fields.getShort(4));
            int method = unsigned(fields.getShort(6));
            long crc = unsigned(fields.getInt(12));
            entries.add(new Entry(number, flags, method, crc, sizes[1], sizes[0], sizes[2], name));
        }
        if (read != end.bytes()) {
            throw new BrokenAnswerException("the zip's end counts other entries than its directory holds");
        }
        return entries;
    }

    /**
     * Unpacked size, packed size, start of the entry: values that do not fit into four bytes are in the ZIP64 extra
     * field, in this order.
     */
    private static long[] sizes(ByteBuffer fields, ByteBuffer extra) throws BrokenAnswerException {
        long[] sizes = {
            unsigned(fields.getInt(20)), unsigned(fields.getInt(16)), unsigned(fields.getInt(38)),
        };
        ByteBuffer large = zip64(extra);
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == 0xffffffffL && large.remaining() >= Long.BYTES) {
                sizes[i] = large.getLong();
            }
            if (sizes[i] < 0) {
                throw new BrokenAnswerException("the zip's directory is damaged");
            }
        }
        return sizes;
    }

    private static ByteBuffer zip64(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = unsigned(extra.getShort());
            int length = Math.min(unsigned(extra.getShort()), extra.remaining());
            if (id == 1) {
                return littleEndian(extra.array(), extra.position(), length);
            }
            extra.position(extra.position() + length);
        }
        return littleEndian(new byte[0]);
    }

    /** Bytes outside the entries may be anything except an entry missing from the directory. */
    private void checkGap(long from, long to) throws IOException {
        if (to < from) {
            throw new BrokenAnswerException("entries of the zip overlap");
        }
        int last = 0;
        BufferedSource in = at(from);
        for (long at = from; at < to; at++) {
            last = last << 8 | in.readByte() & 0xff;
            if (last == 0x504b0304) {
                throw new BrokenAnswerException("the zip's directory lists other entries than it holds");
            }
        }
    }

    /** Where the entry ends. */
    private long checkEntry(Entry entry, long limit) throws IOException {
        BufferedSource in = at(entry.start());
        boolean begins = entry.start() + 30 <= limit && in.readByteString(4).equals(LOCAL);
        if (!begins) {
            throw new BrokenAnswerException("the zip's directory leads to no entry");
        }
        ByteBuffer fields = littleEndian(in.readByteArray(26));
        int flags = unsigned(fields.getShort(2));
        int nameLength = unsigned(fields.getShort(22));
        int extraLength = unsigned(fields.getShort(24));
        boolean same = in.readByteString(nameLength).equals(entry.name())
                && unsigned(fields.getShort(4)) == entry.method()
                && ((flags ^ entry.flags()) & ENCRYPTED) == 0
                && ((flags & DESCRIBED_AFTER) != 0 || describes(fields, entry));
        if (!same) {
            throw new BrokenAnswerException("the zip's directory lists other entries than it holds");
        }
        in.skip(extraLength);
        long content = entry.start() + 30 + nameLength + extraLength;
        long end = content + entry.packed();
        if (end < content || end > limit) {
            throw new BrokenAnswerException(which(entry) + " goes on into the directory");
        }
        if (entry.unpacks()) {
            // Some tools leave bytes after the content; they are not part of it.
            checkGap(content + checkContent(entry, in), end);
        } else {
            cannotRead(
                    entry, (entry.flags() & ENCRYPTED) == 0 ? "is packed by method " + entry.method() : "is encrypted");
        }
        return (flags & DESCRIBED_AFTER) == 0 ? end : afterDescriptor(entry, end, limit);
    }

    private static boolean describes(ByteBuffer local, Entry entry) {
        return unsigned(local.getInt(10)) == entry.crc()
                && isSize(unsigned(local.getInt(14)), entry.packed())
                && isSize(unsigned(local.getInt(18)), entry.bytes());
    }

    private static boolean isSize(long field, long size) {
        return field == size || field == 0xffffffffL;
    }

    /** The content's packed size. */
    private long checkContent(Entry entry, BufferedSource in) throws IOException {
        CRC32 crc = new CRC32();
        Inflater inflater = new Inflater(true);
        try {
            InputStream packed = in.inputStream();
            InputStream content =
                    entry.method() == STORED ? packed : new InflaterInputStream(packed, inflater, 1 << 13);
            copy(new CheckedInputStream(content, crc), entry.bytes());
            long packedBytes = entry.bytes();
            if (entry.method() == DEFLATED) {
                boolean goesOn = content.read() >= 0;
                packedBytes = goesOn ? Long.MAX_VALUE : inflater.getBytesRead();
            }
            boolean fits = entry.method() == STORED ? packedBytes == entry.packed() : packedBytes <= entry.packed();
            if (!fits) {
                throw new BrokenAnswerException(which(entry) + " has another size than the directory says");
            }
            if (crc.getValue() != entry.crc()) {
                throw new BrokenAnswerException(which(entry) + " has a wrong CRC");
            }
            return packedBytes;
        } catch (ZipException | EOFException e) {
            throw new BrokenAnswerException(which(entry) + " is damaged");
        } finally {
            inflater.end();
        }
    }

    private static void copy(InputStream content, long bytes) throws IOException {
        byte[] block = new byte[1 << 14];
        for (long left = bytes; left > 0; ) {
            int read = content.read(block, 0, (int) Math.min(block.length, left));
            if (read < 0) {
                throw new EOFException();
            }
            left -= read;
        }
    }

    /** The data descriptor of a zip written as a stream: with or without signature, sizes of 4 or 8 bytes. */
    private long afterDescriptor(Entry entry, long at, long limit) throws IOException {
        for (int kind = 0; kind < 4; kind++) {
            Buffer descriptor = new Buffer();
            if ((kind & 1) == 0) {
                descriptor.writeIntLe(DESCRIPTOR);
            }
            descriptor.writeIntLe((int) entry.crc());
            if ((kind & 2) == 0) {
                descriptor.writeIntLe((int) entry.packed()).writeIntLe((int) entry.bytes());
            } else {
                descriptor.writeLongLe(entry.packed()).writeLongLe(entry.bytes());
            }
            ByteString expected = descriptor.readByteString();
            if (at + expected.size() <= limit && at(at).rangeEquals(0, expected)) {
                return at + expected.size();
            }
        }
        return at;
    }

    private void checkName(Entry entry) throws IOException {
        String name;
        try {
            name = ((entry.flags() & UTF_8_NAME) != 0 ? StandardCharsets.UTF_8 : options.nameCharset())
                    .newDecoder()
                    .decode(entry.name().asByteBuffer())
                    .toString();
        } catch (CharacterCodingException e) {
            cannotRead(entry, "has a name that is not " + options.nameCharset() + "; declare the names' charset");
            return;
        }
        String[] parts = name.split("/", -1);
        int folders = name.endsWith("/") ? parts.length - 2 : parts.length - 1;
        if (folders > options.limits().depth()) {
            cannotRead(entry, "lies in more than " + options.limits().depth() + " folders");
        }
        if (name.startsWith("/")
                || name.matches("[A-Za-z]:[/\\\\].*")
                || List.of(parts).contains("..")) {
            cannotRead(entry, "has a name that leads elsewhere");
        }
        if (name.isBlank()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
            cannotRead(entry, "has a name that can't be a file's");
        }
        if (name.endsWith("/")) {
            if (entry.bytes() > 0) {
                cannotRead(entry, "is a folder that holds bytes");
            }
        } else if (!files.add(name)) {
            cannotRead(entry, "has the name of another");
        }
    }

    /** The zip will be read through ZipFile. */
    private void compareWithZipFile(Path file, int entries) throws IOException {
        try (ZipFile zipFile = new ZipFile(file.toFile(), options.nameCharset())) {
            if (zipFile.size() != entries) {
                throw new BrokenAnswerException("the zip's directory lists other entries than it holds");
            }
        } catch (ZipException | IllegalArgumentException e) {
            unread = unread == null ? "Java does not read the zip: " + e.getMessage() : unread;
        }
    }

    /** The first reason is kept. */
    private void cannotRead(Entry entry, String why) {
        unread = unread == null ? which(entry) + " " + why : unread;
    }

    /** Names may contain a subject label, so messages give the entry's number instead. */
    private static String which(Entry entry) {
        return "entry " + entry.number() + " of the zip";
    }

    private BufferedSource at(long position) throws IOException {
        return Okio.buffer(Okio.source(Channels.newInputStream(zip.position(position))));
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return littleEndian(bytes, 0, bytes.length);
    }

    private static ByteBuffer littleEndian(byte[] bytes, int from, int length) {
        return ByteBuffer.wrap(bytes, from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int unsigned(short value) {
        return value & 0xffff;
    }

    private static long unsigned(int value) {
        return value & 0xffffffffL;
    }
}
