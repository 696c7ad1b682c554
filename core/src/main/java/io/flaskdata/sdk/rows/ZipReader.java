package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.BrokenAnswerException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A zip's entries as they arrive, every byte of each read and its CRC compared, and the zip's end checked after the last.
 * What is wrong with the zip is a {@link BrokenAnswerException}; any other IOException is the source's.
 */
final class ZipReader implements Closeable {
    private static final int LONGEST_NAME = 1024;
    private static final long FREE = 1 << 20;
    /** What ZipInputStream has read ahead of an entry's first byte. */
    private static final int READ_AHEAD = 512;

    private final TailStream source;
    private final ZipInputStream zip;
    private final ZipLimits limits;
    private final Set<String> names = new HashSet<>();
    private @Nullable ZipEntry entry;
    private long entries;
    private long entryStart;
    private long entryBytes;
    private long bytes;

    ZipReader(InputStream in, ZipLimits limits) {
        this.source = new TailStream(in, ZipEnd.LONGEST);
        this.zip = new ZipInputStream(source, StandardCharsets.UTF_8);
        this.limits = limits;
    }

    /** How many entries began, folders included. */
    long entries() {
        return entries;
    }

    /** Reads what is left of the current entry, then goes on to the next; null after the last, when the zip is whole. */
    @Nullable
    ZipEntry next() throws IOException {
        if (entry != null) {
            content().transferTo(OutputStream.nullOutputStream());
        }
        entry = nextEntry();
        entryStart = source.count() - READ_AHEAD;
        entryBytes = 0;
        if (entry == null) {
            source.transferTo(OutputStream.nullOutputStream());
            ZipEnd.check(source.tail(), source.count(), entries);
            return null;
        }
        entries++;
        if (entries > limits.entries()) {
            throw new BrokenAnswerException("the zip holds more than " + limits.entries() + " entries");
        }
        checkName(entry.getName());
        return entry;
    }

    private @Nullable ZipEntry nextEntry() throws IOException {
        try {
            return zip.getNextEntry();
        } catch (IllegalArgumentException e) {
            throw new BrokenAnswerException(
                    "entry " + (entries + 1) + " of the zip has a header that can not be read: its name must be UTF-8");
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    private void checkName(String name) throws BrokenAnswerException {
        String[] parts = name.split("/", -1);
        int last = parts.length - 1;
        // A folder's name ends with a slash.
        int checked = parts[last].isEmpty() && last > 0 ? last : parts.length;
        for (int i = 0; i < checked; i++) {
            if (parts[i].isBlank() || parts[i].equals(".") || parts[i].equals("..")) {
                throw new BrokenAnswerException(which() + " has a name that leads elsewhere");
            }
        }
        if (name.length() > LONGEST_NAME
                || name.matches("[A-Za-z]:.*")
                || name.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
            throw new BrokenAnswerException(which() + " has a name that can't be a file's");
        }
        if (checked - 1 > limits.depth()) {
            throw new BrokenAnswerException(which() + " lies in more than " + limits.depth() + " folders");
        }
        String plain = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        if (!names.add(plain)) {
            throw new BrokenAnswerException(which() + " has the name of another, but for the case perhaps");
        }
    }

    /** The bytes of the current entry, as far as the limits go. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] block, int offset, int length) throws IOException {
                return readEntry(block, offset, length);
            }
        };
    }

    private int readEntry(byte[] block, int offset, int length) throws IOException {
        int read;
        try {
            read = zip.read(block, offset, length);
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
        if (read > 0) {
            entryBytes += read;
            bytes += read;
            checkSize();
        }
        return read;
    }

    private void checkSize() throws BrokenAnswerException {
        if (bytes > limits.bytes()) {
            throw new BrokenAnswerException("the zip's files have more than " + limits.bytes() + " bytes unpacked");
        }
        if (entryBytes > FREE && entryBytes / limits.ratio() > source.count() - entryStart) {
            throw new BrokenAnswerException(
                    which() + " becomes more than " + limits.ratio() + " times its size when unpacked");
        }
    }

    /** Names may hold a subject's label: messages count instead. */
    private String which() {
        return "entry " + entries + " of the zip";
    }

    /** The JDK's messages show nothing of what is in the zip. */
    private BrokenAnswerException damaged(IOException e) {
        return new BrokenAnswerException(
                "the zip ends early or is damaged, in or after its entry " + entries + ": " + e.getMessage());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
