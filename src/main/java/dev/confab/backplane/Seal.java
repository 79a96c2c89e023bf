package dev.confab.backplane;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells what the nodes of this installation have written from what anybody else who reaches the server between them has.
 * The topic is part of it, so that nothing can be said again elsewhere.
 */
final class Seal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 32;

    private final SecretKeySpec key;

    Seal(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    byte[] close(String topic, byte[] content) {
        byte[] closed = Arrays.copyOf(mark(topic, content, 0), LENGTH + content.length);
        System.arraycopy(content, 0, closed, LENGTH, content.length);
        return closed;
    }

    /** The content, if it is ours and was meant for this topic. */
    Optional<byte[]> open(String topic, byte[] closed) {
        if (closed.length < LENGTH) {
            return Optional.empty();
        }
        byte[] mark = Arrays.copyOf(closed, LENGTH);
        return MessageDigest.isEqual(mark, mark(topic, closed, LENGTH))
                ? Optional.of(Arrays.copyOfRange(closed, LENGTH, closed.length))
                : Optional.empty();
    }

    private byte[] mark(String topic, byte[] bytes, int from) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(topic.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(bytes, from, bytes.length - from);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
