package dev.confab.web.live;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/**
 * The other end of a TCP connection, as the kernel knows it: a client's, or a proxy's.
 *
 * @param address 4 or 16 bytes in hexadecimal
 */
record Peer(String address, int port) {

    Peer(byte[] address, int port) {
        this(HexFormat.of().formatHex(address), port);
    }

    /** {@code literal} as the container gives it: never a name, so nothing is looked up. */
    static Peer of(String literal, int port) {
        try {
            return new Peer(InetAddress.getByName(literal).getAddress(), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + literal, e);
        }
    }
}
