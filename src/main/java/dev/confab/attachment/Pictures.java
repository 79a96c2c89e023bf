package dev.confab.attachment;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Pictures that browsers can show: their size, and a small one to stand for them. */
final class Pictures {
    private static final Logger LOG = Logger.getLogger(Pictures.class.getName());

    static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    /** More than any camera makes, and less than hurts whoever shows it. */
    static final long MOST_PIXELS = 120_000_000;

    /** Of what is decoded as a whole, whatever little of it is wanted. */
    private static final long MOST_PIXELS_IN_MEMORY = 25_000_000;

    private static final int SMALL = 720;

    /** As it is shown, the right way up. */
    record Size(int width, int height) {}

    private Pictures() {}

    /** Reads no further than the header. */
    static Size size(String type, Path file) throws IOException {
        Size first = read(type, file, reader -> new Size(reader.getWidth(0), reader.getHeight(0)));
        return type.equals("image/gif") ? spread(screen(file), first) : first;
    }

    /** Of a GIF, whose pictures are parts of it. */
    private static Size screen(Path gif) throws IOException {
        try (FileImageInputStream in = new FileImageInputStream(gif.toFile())) {
            in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            in.seek(6);
            return new Size(in.readUnsignedShort(), in.readUnsignedShort());
        }
    }

    private static Size spread(Size one, Size other) {
        return new Size(Math.max(one.width(), other.width()), Math.max(one.height(), other.height()));
    }

    static boolean isTooBig(Size size) {
        return (long) size.width() * size.height() > MOST_PIXELS;
    }

    static boolean fitsMemory(Size size) {
        return (long) size.width() * size.height() <= MOST_PIXELS_IN_MEMORY;
    }

    static Size upright(Size size, int orientation) {
        return orientation >= 5 ? new Size(size.height(), size.width()) : size;
    }

    /** The type of what was written, or null where no small picture can be made; {@code size} is as it is stored. */
    static String shrink(String type, Path file, Size size, int orientation, Path to) {
        try {
            BufferedImage small = turned(read(type, file, reader -> decode(reader, size)), orientation);
            String form = small.getColorModel().hasAlpha() ? "png" : "jpeg";
            return ImageIO.write(small, form, to.toFile()) && Files.size(to) > 0 ? "image/" + form : null;
        } catch (IOException | RuntimeException e) { // decoders answer what is broken with whatever they trip over
            LOG.log(Level.FINE, "a picture without a small one", e);
            return null;
        }
    }

    private static BufferedImage decode(ImageReader reader, Size size) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.max(1, Math.max(size.width(), size.height()) / (2 * SMALL));
        param.setSourceSubsampling(step, step, 0, 0); // so that the whole is never in memory
        return reader.read(0, param);
    }

    private static BufferedImage turned(BufferedImage read, int orientation) {
        double scale = Math.min(1, (double) SMALL / Math.max(read.getWidth(), read.getHeight()));
        int width = Math.max(1, (int) Math.round(read.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(read.getHeight() * scale));
        Size upright = upright(new Size(width, height), orientation);
        BufferedImage small = new BufferedImage(
                upright.width(),
                upright.height(),
                read.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = small.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.transform(turn(orientation, width, height));
            pen.drawImage(read, 0, 0, width, height, null);
        } finally {
            pen.dispose();
        }
        return small;
    }

    /** From the picture as it is stored to the one that is meant; EXIF 2.3, tag 274. */
    private static AffineTransform turn(int orientation, int w, int h) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> new AffineTransform();
        };
    }

    @FunctionalInterface
    private interface Reading<T> {
        T by(ImageReader reader) throws IOException;
    }

    private static <T> T read(String type, Path file, Reading<T> reading) throws IOException {
        ImageReader reader = type.equals("image/webp")
                ? new WebPImageReaderSpi().createReaderInstance()
                : ImageIO.getImageReadersByMIMEType(type).next();
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            return reading.by(reader);
        } finally {
            reader.dispose();
        }
    }
}
