package dev.confab.web;

import dev.confab.attachment.Attachment;
import dev.confab.attachment.Attachments;
import dev.confab.attachment.Pace;
import dev.confab.log.Ids;
import dev.confab.log.Unavailable;
import dev.confab.message.Messages;
import dev.confab.web.security.Caller;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gives files out: {@code /files/{id}}, with any name behind it for people to read, and {@code /files/{id}/thumbnail}.
 * Whoever asks is looked at each time. What comes out of here runs nothing, whatever is in it.
 */
@WebServlet("/files/*")
public class FilesServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private static final Logger LOG = Logger.getLogger(FilesServlet.class.getName());
    private static final Pattern PATH = Pattern.compile("/files/([0-9a-v]{26})(?:/([^/]*))?");

    @Inject
    private transient Attachments attachments;

    @Inject
    private transient Messages messages;

    @Inject
    private transient Clock clock;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(request.getUserPrincipal() instanceof Caller caller)) {
            Answers.send(response, Problem.signedOut());
            return;
        }
        String user = caller.identity().user();
        if (!attachments.mayRead(user)) {
            Answers.send(response, Problem.tooMany("Too many files are being read.", Duration.ofSeconds(1)));
            return;
        }
        try {
            give(user, request, response);
        } catch (RuntimeException e) {
            if (response.isCommitted()) {
                throw e;
            }
            fail(response, e);
        } finally {
            attachments.hasRead(user);
        }
    }

    private void give(String user, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher path = PATH.matcher(request.getRequestURI());
        Optional<Attachment> file =
                path.matches() ? attachments.find(path.group(1)).filter(one -> maySee(user, one)) : Optional.empty();
        if (file.isEmpty()) {
            Answers.send(response, Problem.notFound());
            return;
        }
        boolean isSmall = "thumbnail".equals(path.group(2));
        Optional<Attachments.Content> content;
        try {
            content = isSmall ? attachments.thumbnail(file.get()) : Optional.of(attachments.content(file.get()));
        } catch (IOException e) {
            failVault(response, e);
            return;
        }
        if (content.isEmpty()) {
            Answers.send(response, Problem.notFound());
            return;
        }
        String tag = "\"" + file.get().id() + (isSmall ? "-s\"" : "\"");
        send(content.get(), file.get().facts().name(), tag, request, response);
    }

    private boolean maySee(String user, Attachment file) {
        return file.message() == null ? attachments.isLooseOf(file, user) : messages.isReadable(user, file.message());
    }

    private static void fail(HttpServletResponse response, RuntimeException failure) throws IOException {
        if (Unavailable.isBehind(failure)) {
            Answers.send(response, Problem.unavailable());
            return;
        }
        String id = Ids.next();
        LOG.log(Level.SEVERE, failure, () -> "a file could not be given out: " + id);
        Answers.send(response, Problem.broken(id));
    }

    /** What is not in the vault has just been deleted. */
    private static void failVault(HttpServletResponse response, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            Answers.send(response, Problem.notFound());
            return;
        }
        LOG.log(Level.WARNING, "a file could not be read from the vault", failure);
        Answers.send(response, Problem.unavailable());
    }

    private void send(
            Attachments.Content content,
            String name,
            String tag,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("Accept-Ranges", "bytes");
        if (isKnown(tag, request.getHeader("If-None-Match"))) {
            response.setHeader("ETag", tag);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        Optional<Part> wanted = Part.wanted(request, tag, content.size());
        if (wanted.isPresent() && wanted.get().isBeyond(content.size())) {
            response.setHeader("Content-Range", "bytes */" + content.size());
            Answers.send(response, Problem.ofStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE));
            return;
        }
        Part part = wanted.orElseGet(() -> Part.all(content.size()));
        boolean isAsked = request.getMethod().equals("GET");
        try (InputStream bytes =
                isAsked ? content.source().read(part.first(), part.length()) : InputStream.nullInputStream()) {
            response.setHeader("ETag", tag);
            if (wanted.isPresent()) {
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + content.size());
            }
            response.setContentType(shownType(content));
            response.setHeader("Content-Disposition", FileNames.disposition(content.isShown(), name));
            response.setContentLengthLong(part.length());
            if (isAsked) {
                Place.giveBack(request);
                carry(bytes, response);
            }
        } catch (IOException e) {
            if (response.isCommitted()) {
                throw e;
            }
            failVault(response, e);
        }
    }

    private void carry(InputStream bytes, HttpServletResponse response) throws IOException {
        try {
            Pace.carry(bytes, response.getOutputStream(), clock);
        } catch (Pace.BrokenOff e) {
            throw e;
        } catch (IOException e) { // whoever reads has gone, or is too slow: they come back for the rest if they like
            LOG.log(Level.FINE, "a file was not read to its end", e);
        }
    }

    private static boolean isKnown(String tag, String known) {
        return known != null
                && Stream.of(known.split(","))
                        .map(one -> one.strip().replaceFirst("^W/", ""))
                        .anyMatch(one -> one.equals(tag) || one.equals("*"));
    }

    private static String shownType(Attachments.Content content) {
        if (!content.isShown()) {
            return "application/octet-stream";
        }
        return content.type().equals("text/plain") ? "text/plain; charset=utf-8" : content.type();
    }
}
