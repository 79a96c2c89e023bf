package dev.confab.account;

/**
 * Who asks, as far as can be told: the program's own name, the address it comes from, and what the browser has kept from
 * an earlier time.
 *
 * @param session the secret of a session that was open before, or null
 * @param device the secret by which the browser is known again, or null
 */
public record Client(String name, String address, Secret session, Secret device) {
    private static final int LONGEST_NAME = 160;
    private static final int LONGEST_ADDRESS = 64;

    /** Somebody who brings nothing along. */
    public Client(String name, String address) {
        this(name, address, null, null);
    }

    public Client {
        name = cut(name, LONGEST_NAME);
        address = cut(address, LONGEST_ADDRESS);
    }

    // What comes from a header is nobody's to trust: printable ASCII, and not too much of it.
    private static String cut(String text, int longest) {
        String printable = text == null ? "" : text.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= longest ? printable : printable.substring(0, longest);
    }
}
