package dev.confab.attachment;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What videos, sound and HEIC pictures of today's phones are made of: the boxes of ISO/IEC 14496-12. What tells where
 * and by what they were taken is overwritten with zeros, so that everything else stays in its place.
 */
final class Boxes implements AutoCloseable {
    static final Set<String> TYPES = Set.of(
            "video/mp4",
            "video/x-m4v",
            "video/quicktime",
            "video/3gpp",
            "audio/mp4",
            "image/heic",
            "image/heif",
            "image/avif");

    private static final int MOST = 10_000;
    private static final byte[] FREE = "free".getBytes(StandardCharsets.US_ASCII);

    private final RandomAccessFile file;
    /** However a file is made, no more is overwritten than it has. */
    private long left;

    private record Box(String type, long start, long body, long end) {}

    private Boxes(RandomAccessFile file) throws IOException {
        this.file = file;
        this.left = file.length();
    }

    /** What does not have the form of boxes is left as it is. */
    static void blank(Path file) throws IOException {
        try (Boxes boxes = new Boxes(new RandomAccessFile(file.toFile(), "rw"))) {
            boxes.blank();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void blank() throws IOException {
        try {
            blankAll();
        } catch (EOFException e) { // it is shorter than it says
            return;
        }
    }

    private void blankAll() throws IOException {
        for (Box box : within(0, file.length())) {
            switch (box.type()) {
                case "moov" -> blankWords(box, true);
                case "meta" -> blankItems(box);
                case "udta", "uuid" -> free(box);
                default -> {}
            }
        }
    }

    /** Of a film, and of its tracks. */
    private void blankWords(Box film, boolean hasTracks) throws IOException {
        for (Box box : within(film.body(), film.end())) {
            switch (box.type()) {
                case "udta", "meta", "uuid" -> free(box);
                case "trak" -> {
                    if (hasTracks) {
                        blankWords(box, false);
                    }
                }
                default -> {}
            }
        }
    }

    /** Of a picture: ISO/IEC 23008-12. Its Exif and XMP are items, whose places are told elsewhere. */
    private void blankItems(Box meta) throws IOException {
        Set<Long> telling = new HashSet<>();
        long data = 0;
        List<Box> boxes = within(meta.body() + 4, meta.end());
        for (Box box : boxes) {
            if (box.type().equals("iinf")) {
                telling = telling(box);
            } else if (box.type().equals("idat")) {
                data = box.body();
            }
        }
        for (Box box : boxes) {
            if (box.type().equals("iloc") && !telling.isEmpty()) {
                blankPlaces(box, telling, data);
            }
        }
    }

    private Set<Long> telling(Box infos) throws IOException {
        file.seek(infos.body());
        boolean isShort = file.readInt() >>> 24 == 0;
        Set<Long> ids = new HashSet<>();
        for (Box info : within(infos.body() + (isShort ? 6 : 8), infos.end())) {
            file.seek(info.body());
            int version = file.readInt() >>> 24;
            if (!info.type().equals("infe") || version < 2) {
                continue;
            }
            long id = number(version == 2 ? 2 : 4);
            file.readUnsignedShort();
            if (Set.of("Exif", "mime").contains(word())) {
                ids.add(id);
            }
        }
        return ids;
    }

    private void blankPlaces(Box places, Set<Long> telling, long data) throws IOException {
        file.seek(places.body());
        int version = file.readInt() >>> 24;
        int sizes = file.readUnsignedShort();
        long items = number(version < 2 ? 2 : 4);
        int most = MOST;
        for (long item = 0; item < items; item++) {
            long id = number(version < 2 ? 2 : 4);
            int way = version == 0 ? 0 : file.readUnsignedShort() & 15;
            file.readUnsignedShort();
            long base = number(sizes >>> 4 & 15) + (way == 1 ? data : 0);
            int extents = file.readUnsignedShort();
            for (int extent = 0; extent < extents && most > 0; extent++, most--) {
                number(version == 0 ? 0 : sizes & 15);
                long from = base + number(sizes >>> 12);
                long length = number(sizes >>> 8 & 15);
                if (telling.contains(id) && way <= 1) {
                    long next = file.getFilePointer();
                    zero(from, length);
                    file.seek(next);
                }
            }
            if (most == 0 || file.getFilePointer() >= places.end()) {
                return;
            }
        }
    }

    private List<Box> within(long from, long to) throws IOException {
        List<Box> boxes = new ArrayList<>();
        long at = from;
        while (at + 8 <= to && boxes.size() < MOST) {
            file.seek(at);
            long size = number(4);
            String type = word();
            long body = at + 8;
            if (size == 1 && at + 16 <= to) {
                size = file.readLong();
                body = at + 16;
            } else if (size == 0) { // to the end
                size = to - at;
            }
            if (size < body - at || size > to - at) {
                return boxes;
            }
            boxes.add(new Box(type, at, body, at + size));
            at += size;
        }
        return boxes;
    }

    private void free(Box box) throws IOException {
        file.seek(box.start() + 4);
        file.write(FREE);
        zero(box.body(), box.end() - box.body());
    }

    private void zero(long from, long length) throws IOException {
        if (from < 0 || from >= file.length()) {
            return;
        }
        long most = Math.min(Math.min(length, left), file.length() - from);
        byte[] zeros = new byte[(int) Math.max(0, Math.min(most, 64 * 1024))];
        file.seek(from);
        for (long written = 0; written < most; written += zeros.length) {
            file.write(zeros, 0, (int) Math.min(zeros.length, most - written));
        }
        left -= Math.max(0, most);
    }

    private String word() throws IOException {
        byte[] word = new byte[4];
        file.readFully(word);
        return new String(word, StandardCharsets.ISO_8859_1);
    }

    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | file.readUnsignedByte();
        }
        return number;
    }
}
