package dev.confab.attachment;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * Takes out of a picture what is not the picture: where and by what it was taken, comments, whatever follows its end.
 * Its pixels stay as they are, to the bit. A form that is broken is an IOException.
 */
final class Metadata {
    private static final int MOST_FRAMES = 2_000;
    /** A progressive picture has about ten; each is gone through anew by whoever decodes it. */
    private static final int MOST_SCANS = 50;

    private static final Set<String> PNG = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs",
            "acTL", "fcTL", "fdAT");
    private static final Set<String> WEBP = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP");
    /** Frames of a JPEG that come in several scans. */
    private static final Set<Integer> PROGRESSIVE = Set.of(0xC2, 0xC6, 0xCA, 0xCE);

    private static final Set<String> GIF = Set.of("NETSCAPE2.0", "ANIMEXTS1.0"); // how often to repeat

    private final DataInputStream in;
    private final DataOutputStream out;
    private int orientation = 1;
    private boolean isProgressive;

    /**
     * What was learned of a picture.
     *
     * @param orientation the way up, as EXIF counts it: 1 is as it is stored
     * @param isProgressive whether whoever decodes a JPEG has all of it in memory
     */
    record Facts(int orientation, boolean isProgressive) {}

    private Metadata(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
    }

    static Facts strip(String type, Path from, Path to) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(from));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
            Metadata metadata = new Metadata(in, out);
            switch (type) {
                case "image/jpeg" -> metadata.jpeg();
                case "image/png" -> metadata.png();
                case "image/gif" -> metadata.gif();
                case "image/webp" -> metadata.webp();
                default -> throw new IllegalArgumentException(type);
            }
            out.flush();
            if (type.equals("image/webp")) {
                tellSize(to);
            }
            return new Facts(metadata.orientation, metadata.isProgressive);
        }
    }

    private void jpeg() throws IOException {
        expect(in.readUnsignedShort() == 0xFFD8);
        out.writeShort(0xFFD8);
        int marker = marker(in.readUnsignedByte());
        int scans = 0;
        while (marker != 0xD9) {
            if (marker == 0x01 || marker >= 0xD0 && marker <= 0xD7) {
                out.writeShort(0xFF00 | marker);
                marker = marker(in.readUnsignedByte());
                continue;
            }
            byte[] segment = exactly(length(in.readUnsignedShort() - 2));
            if (marker == 0xE1 && begins(segment, "Exif\0\0")) {
                orientation = orientation(segment);
                writeOrientation();
            } else if (isOfThePicture(marker, segment)) {
                out.writeShort(0xFF00 | marker);
                out.writeShort(segment.length + 2);
                out.write(segment);
            }
            isProgressive |= PROGRESSIVE.contains(marker);
            expect(marker != 0xDA || ++scans <= MOST_SCANS);
            marker = marker == 0xDA ? scan() : marker(in.readUnsignedByte());
        }
        out.writeShort(0xFFD9);
    }

    private int marker(int first) throws IOException {
        expect(first == 0xFF);
        int marker = 0xFF;
        while (marker == 0xFF) {
            marker = in.readUnsignedByte();
        }
        return marker;
    }

    /** Frame, tables and scans, JFIF, the colour profile and Adobe's word on colours. */
    private static boolean isOfThePicture(int marker, byte[] segment) {
        return switch (marker) {
            case 0xE0 -> begins(segment, "JFIF\0");
            case 0xE2 -> begins(segment, "ICC_PROFILE\0");
            case 0xEE -> begins(segment, "Adobe");
            default -> marker < 0xE0;
        };
    }

    /** The pixels; gives the marker that ends them. */
    private int scan() throws IOException {
        while (true) {
            int b = in.readUnsignedByte();
            if (b != 0xFF) {
                out.write(b);
                continue;
            }
            int next = marker(b);
            if (next != 0 && (next < 0xD0 || next > 0xD7)) {
                return next;
            }
            out.writeShort(0xFF00 | next);
        }
    }

    private static int orientation(byte[] exif) {
        if (exif.length < 14) {
            return 1;
        }
        ByteBuffer tiff = ByteBuffer.wrap(exif, 6, exif.length - 6).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long place = Integer.toUnsignedLong(tiff.getInt(4));
        if (place + 2 > tiff.limit()) {
            return 1;
        }
        int entries = Short.toUnsignedInt(tiff.getShort((int) place));
        for (long entry = place + 2; entries > 0 && entry + 12 <= tiff.limit(); entry += 12, entries--) {
            if (tiff.getShort((int) entry) == 0x0112) {
                int value = tiff.getShort((int) entry + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    private void writeOrientation() throws IOException {
        if (orientation == 1) {
            return;
        }
        out.writeShort(0xFFE1);
        out.writeShort(34);
        out.write("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII));
        out.writeInt(8); // the directory comes at once
        out.writeShort(1); // with one entry
        out.writeShort(0x0112);
        out.writeShort(3); // a short
        out.writeInt(1);
        out.writeShort(orientation);
        out.writeShort(0);
        out.writeInt(0); // and no other directory
    }

    private void png() throws IOException {
        copy(8);
        while (true) {
            int length = length(in.readInt());
            byte[] name = exactly(4);
            String chunk = new String(name, StandardCharsets.US_ASCII);
            if (PNG.contains(chunk)) {
                out.writeInt(length);
                out.write(name);
                copy(length + 4L);
            } else {
                in.skipNBytes(length + 4L);
            }
            if (chunk.equals("IEND")) {
                return;
            }
        }
    }

    private void webp() throws IOException {
        byte[] head = exactly(12);
        out.write(head);
        long left = Integer.toUnsignedLong(
                        Integer.reverseBytes(ByteBuffer.wrap(head).getInt(4)))
                - 4;
        while (left >= 8) {
            byte[] name = exactly(4);
            int length = length(Integer.reverseBytes(in.readInt()));
            long padded = length + (length & 1L);
            left -= 8 + padded;
            expect(left >= 0);
            String chunk = new String(name, StandardCharsets.US_ASCII);
            if (!WEBP.contains(chunk)) {
                in.skipNBytes(padded);
                continue;
            }
            out.write(name);
            out.writeInt(Integer.reverseBytes(length));
            if (chunk.equals("VP8X") && length > 0) {
                out.write(in.readUnsignedByte() & ~0x0C); // it has neither EXIF nor XMP now
                padded--;
            }
            copy(padded);
        }
    }

    private static void tellSize(Path webp) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(webp.toFile(), "rw")) {
            file.seek(4);
            file.writeInt(Integer.reverseBytes((int) (file.length() - 8)));
        }
    }

    private void gif() throws IOException {
        byte[] head = exactly(13);
        out.write(head);
        copy(palette(head[10]));
        int frames = 0;
        while (true) {
            int block = in.readUnsignedByte();
            switch (block) {
                case 0x2C -> {
                    expect(++frames <= MOST_FRAMES);
                    out.write(block);
                    byte[] frame = exactly(9);
                    out.write(frame);
                    copy(palette(frame[8]) + 1L);
                    blocks(true);
                }
                case 0x21 -> extension();
                case 0x3B -> {
                    out.write(block);
                    return;
                }
                default -> throw new StreamCorruptedException("no block of a GIF");
            }
        }
    }

    private static int palette(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private void extension() throws IOException {
        int label = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        byte[] first = exactly(length);
        boolean stays = label == 0xF9 || label == 0xFF && GIF.contains(new String(first, StandardCharsets.US_ASCII));
        if (stays) {
            out.write(0x21);
            out.write(label);
            out.write(length);
            out.write(first);
        }
        if (length > 0) {
            blocks(stays);
        } else if (stays) {
            throw new StreamCorruptedException("an extension of a GIF without content");
        }
    }

    private void blocks(boolean stay) throws IOException {
        int length;
        do {
            length = in.readUnsignedByte();
            byte[] block = exactly(length);
            if (stay) {
                out.write(length);
                out.write(block);
            }
        } while (length > 0);
    }

    private static int length(int length) throws IOException {
        expect(length >= 0);
        return length;
    }

    private static void expect(boolean isRight) throws IOException {
        if (!isRight) {
            throw new StreamCorruptedException("not the form of such a picture");
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length]; // 64 KiB at most: no form has longer ones that are kept whole
        in.readFully(bytes);
        return bytes;
    }

    private void copy(long length) throws IOException {
        byte[] piece = new byte[8192];
        long left = length;
        while (left > 0) {
            int read = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) {
                throw new EOFException();
            }
            out.write(piece, 0, read);
            left -= read;
        }
    }

    private static boolean begins(byte[] segment, String with) {
        byte[] wanted = with.getBytes(StandardCharsets.ISO_8859_1);
        return segment.length >= wanted.length && Arrays.equals(segment, 0, wanted.length, wanted, 0, wanted.length);
    }
}
