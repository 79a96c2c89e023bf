package dev.confab.run;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks before the build starts whether this machine has what the build needs, and says in one line what is missing.
 * Maven starts this file as it is, with Maven's own Java, so it must stay alone and speak Java 11.
 */
public final class Prechecks {

    /** Vite wants this much of Node 20; later Nodes are all right. */
    private static final int NODE = 20;

    private static final int NODE_MINOR = 19;
    private static final int JDK = 21;

    private Prechecks() {}

    /** Arguments: the address and the port that the server will listen on, both {@code none} where none is started. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        jdk(Runtime.version().feature(), home(".m2", "toolchains.xml"), candidates())
                .ifPresent(problems::add);
        node().ifPresent(problems::add);
        if (!args[1].equals("none")) {
            port(args[0], args[1]).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            problems.forEach(problem -> System.err.println("Confab " + problem));
            System.exit(1);
        }
    }

    private static Optional<String> node() throws IOException, InterruptedException {
        String wanted = "Node.js " + NODE + "." + NODE_MINOR + " or newer";
        Optional<String> version = output("node", "--version");
        if (version.isEmpty()) {
            return Optional.of("needs " + wanted + ", and there is no `node` on the PATH. Install it from nodejs.org.");
        }
        Matcher numbers = Pattern.compile("v(\\d+)\\.(\\d+)").matcher(version.get());
        if (!numbers.find()) {
            return Optional.of("needs " + wanted + "; `node --version` says " + version.get());
        }
        int major = Integer.parseInt(numbers.group(1));
        if (major < NODE || major == NODE && Integer.parseInt(numbers.group(2)) < NODE_MINOR) {
            return Optional.of("needs " + wanted + ", and this is " + version.get() + ". Update it from nodejs.org.");
        }
        return output("npm", "--version").isPresent()
                ? Optional.empty()
                : Optional.of("needs npm, which comes with Node.js, and there is none on the PATH. Install npm.");
    }

    /** The first line that a program says, or nothing where it is not there or fails. */
    private static Optional<String> output(String program, String argument) throws IOException, InterruptedException {
        boolean windows = File.separatorChar == '\\';
        List<String> command = windows ? List.of("cmd", "/c", program, argument) : List.of(program, argument);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? said.lines().findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> port(String address, String port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, Integer.parseInt(port)), 1);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("wants a port from 1 to 65535 in -Dconfab.port, not " + port + ".");
        } catch (IOException e) {
            return Optional.of("cannot listen on " + address + " port " + port + " (" + e.getMessage()
                    + "). Choose another port, for example: -Dconfab.port="
                    + (Integer.parseInt(port) + 1 & 0xffff));
        }
    }

    static Optional<String> jdk(int mavens, Path toolchains, Stream<Path> candidates) throws IOException {
        if (mavens >= JDK || Files.exists(toolchains)) {
            return Optional.empty();
        }
        for (Path folder : candidates.collect(Collectors.toList())) {
            if (feature(folder) >= JDK || feature(folder.resolve("Contents/Home")) >= JDK) {
                return Optional.empty();
            }
        }
        return Optional.of("needs a JDK " + JDK + " or newer, and Maven's is " + mavens
                + " and no other was found. Install one (adoptium.net has them) or set JAVA_HOME to it.");
    }

    /** Where maven-toolchains-plugin looks for JDKs: what variables such as JAVA_HOME or JAVA21_HOME name, and the usual folders. */
    private static Stream<Path> candidates() {
        Stream<Path> named = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().matches("(JAVA|JDK).*HOME.*"))
                .map(Map.Entry::getValue)
                .map(Paths::get);
        Stream<Path> parents = Stream.of(
                home(".sdkman", "candidates", "java"),
                home(".jdks"),
                home(".m2", "jdks"),
                home(".jabba", "jdk"),
                home(".asdf", "installs", "java"),
                home(".gradle", "jdks"),
                home("Library", "Java", "JavaVirtualMachines"),
                Paths.get("/usr/java"),
                Paths.get("/usr/lib/jvm"),
                Paths.get("/opt"),
                Paths.get("/Library/Java/JavaVirtualMachines"),
                Paths.get("C:\\Program Files\\Java"),
                Paths.get("C:\\Program Files\\Eclipse Adoptium"));
        return Stream.concat(named, parents.flatMap(Prechecks::children));
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            return list.collect(Collectors.toList()).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** The feature release of the JDK in this folder, 0 where there is none. */
    private static int feature(Path folder) throws IOException {
        Path release = folder.resolve("release");
        if (!Files.isReadable(release)
                || Stream.of("javac", "javac.exe")
                        .noneMatch(name -> Files.exists(folder.resolve("bin").resolve(name)))) {
            return 0;
        }
        Matcher version = Pattern.compile("JAVA_VERSION=\"(\\d+)").matcher(Files.readString(release));
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    private static Path home(String... names) {
        return Paths.get(System.getProperty("user.home"), names);
    }
}
