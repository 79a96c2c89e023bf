package dev.confab.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The JVM options that Payara's {@code domain.xml} asks for, read as its own {@code asadmin} does. */
final class JvmOptions {

    /** {@code [24|]-Dx}: from Java 24 on; {@code [|20]-Dx}: up to Java 20; {@code [Vendor-11|]-Dx}: on that vendor's JVM. */
    private static final Pattern RANGE = Pattern.compile("\\[(?<from>[^|\\]]*)\\|(?<to>[^]]*)](?<option>.*)");

    /** What a domain asks for and Confab sets otherwise or leaves out: the OSGi shell listens on a fixed port. */
    private static final List<String> OURS =
            List.of("-Xmx", "-XX:NewRatio", "-Dosgi.shell.", "-Dorg.glassfish.additionalOSGiBundlesToStart", "-Dgosh.");

    private JvmOptions() {}

    static List<String> forJava(int feature, List<String> declared) {
        var options = new ArrayList<String>();
        for (var line : declared) {
            var range = RANGE.matcher(line);
            var option = line;
            if (range.matches()) {
                if (!contains(range.group("from"), range.group("to"), feature)) {
                    continue;
                }
                option = range.group("option");
            }
            if (OURS.stream().noneMatch(option::startsWith)) {
                options.add(option);
            }
        }
        return options;
    }

    private static boolean contains(String from, String to, int feature) {
        try {
            return (from.isEmpty() || feature(from) <= feature) && (to.isEmpty() || feature <= feature(to));
        } catch (NumberFormatException e) {
            // The range names a vendor. None of those options is needed.
            return false;
        }
    }

    /** The feature release of {@code 24}, {@code 21.0.3} or, from before Java 9, {@code 1.8.0}. */
    private static int feature(String version) {
        var numbers = version.split("[.u_]");
        return Integer.parseInt(numbers[0].equals("1") && numbers.length > 1 ? numbers[1] : numbers[0]);
    }
}
