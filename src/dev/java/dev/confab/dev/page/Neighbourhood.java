package dev.confab.dev.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;

/** Whether somebody asks from this very machine, and means it. */
final class Neighbourhood {
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private Neighbourhood() {}

    static boolean contains(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr()) && isForUs(request) && !isForwarded(request);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress(); // an address, so no name is looked up
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A site that lets its own name point to 127.0.0.1 could else use a visitor's browser. */
    private static boolean isForUs(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host != null && OWN_NAMES.contains(host.replaceFirst(":\\d+$", ""));
    }

    /** A proxy on this machine speaks for somebody who may be anywhere. */
    private static boolean isForwarded(HttpServletRequest request) {
        return Stream.of("Forwarded", "X-Forwarded-For", "Via").anyMatch(name -> request.getHeader(name) != null);
    }
}
