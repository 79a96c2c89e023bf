package dev.confab.account;

/** Who asks, as far as can be told: the program's own name, and the address it comes from. */
public record Client(String name, String address) {
    private static final int LONGEST_NAME = 160;
    private static final int LONGEST_ADDRESS = 64;

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
