package dev.confab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * One server's own folder, made afresh at each start from the {@code domain1} that Payara comes with. Nothing in it
 * outlives the server: what matters is in the database and the data folder. The ports are written here, because they
 * differ from server to server; all else is said once, in the boot commands that run, tests and container share.
 */
final class Domain {

    /** Our log file is the process's output: it holds also what the JVM says before and after Payara's own logging. */
    private static final Map<String, String> LOGGING = Map.of(
            "com.sun.enterprise.server.logging.GFFileHandler.logtoFile", "false",
            "com.sun.enterprise.server.logging.GFFileHandler.logStandardStreams", "false",
            "java.util.logging.ConsoleHandler.formatter", "java.util.logging.SimpleFormatter",
            // Some authorities in Payara's trust store have expired, which it tells on sixty lines each.
            "javax.enterprise.system.security.ssl.level", "SEVERE");

    private final Path folder;
    private final Element config;

    private Domain(Path folder, Document xml) {
        this.folder = folder;
        this.config = elements(xml.getDocumentElement(), "config")
                .filter(element -> element.getAttribute("name").equals("server-config"))
                .findFirst()
                .orElseThrow();
    }

    /** Makes the folder in the place of what is there, for a server on these ports. */
    static Domain create(Path payara, Path folder, String address, int port, int adminPort) throws IOException {
        Trees.delete(folder);
        Trees.copy(payara.resolve("glassfish/domains/domain1"), folder);
        // Payara's welcome page, which would be there until the application is.
        Trees.delete(folder.resolve("docroot"));
        Files.createDirectory(folder.resolve("docroot"));
        try {
            var file = folder.resolve("config/domain.xml");
            var document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
            var domain = new Domain(folder, document);
            domain.listen("http-listener-1", address, port);
            domain.listen("admin-listener", "127.0.0.1", adminPort);
            domain.withoutMessageQueue();
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(file.toFile()));
            domain.logToConsole();
            return domain;
        } catch (SAXException | ParserConfigurationException | TransformerException e) {
            throw new IOException("Payara's domain.xml is not what it was: " + e.getMessage(), e);
        }
    }

    Path folder() {
        return folder;
    }

    /** The lines of {@code <jvm-options>}, as they are written. */
    List<String> jvmOptions() {
        return elements(config, "jvm-options").map(Element::getTextContent).toList();
    }

    private void listen(String listener, String address, int port) {
        var element = elements(config, "network-listener")
                .filter(one -> one.getAttribute("name").equals(listener))
                .findFirst()
                .orElseThrow();
        element.setAttribute("address", address);
        element.setAttribute("port", Integer.toString(port));
    }

    /** Else Payara listens for clients of its message queue, on every address. No boot command can do this. */
    private void withoutMessageQueue() {
        var queue = config.getOwnerDocument().createElement("jms-service");
        queue.setAttribute("type", "DISABLED");
        config.insertBefore(
                queue, elements(config, "connector-service").findFirst().orElseThrow());
    }

    private void logToConsole() throws IOException {
        var file = folder.resolve("config/logging.properties");
        var lines = Files.readAllLines(file).stream()
                .filter(line -> LOGGING.keySet().stream().noneMatch(key -> line.startsWith(key + "=")));
        var ours = LOGGING.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue());
        Files.write(file, Stream.concat(lines, ours).toList());
    }

    private static Stream<Element> elements(Element parent, String name) {
        var found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }
}
