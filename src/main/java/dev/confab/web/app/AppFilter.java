package dev.confab.web.app;

import dev.confab.web.Answers;
import dev.confab.web.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Serves the app's files, in the smallest form that the browser takes. Hashed files never change; all else is asked for
 * again each time. Every address that is not a file is one of the app's own pages.
 */
public class AppFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final String PAGE = "/index.html";
    private static final Set<String> OTHERS =
            Set.of("api", "ws", "health", "metrics", "openapi", "asyncapi", "files", "hooks", "problems");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        String first = path.split("/", 3)[1];
        if (OTHERS.contains(first) || isServlet(first)) {
            chain.doFilter(request, response);
        } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            Answers.sendNotAllowed(response, "GET, HEAD");
        } else if (!path.endsWith("/") && has(path)) {
            send(path, request, response);
        } else if (path.substring(path.lastIndexOf('/')).contains(".") || !has(PAGE)) {
            Answers.send(response, Problem.notFound());
        } else {
            send(PAGE, request, response);
        }
    }

    /** Something else under this name that is in this WAR and not in every one. */
    private boolean isServlet(String first) {
        return getServletContext().getServletRegistrations().values().stream()
                .anyMatch(servlet -> servlet.getMappings().contains("/" + first + "/*"));
    }

    private boolean has(String path) throws IOException {
        return getServletContext().getResource(path) != null;
    }

    private void send(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String type = getServletContext().getMimeType(path);
        response.setContentType(type == null ? "application/octet-stream" : typed(path, type));
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader(
                "Cache-Control", path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        String encoding = encoding(path, request);
        if (encoding != null) {
            response.setHeader("Content-Encoding", encoding.equals(".br") ? "br" : "gzip");
        }
        String file = encoding == null ? path : path + encoding;
        try (InputStream content = getServletContext().getResourceAsStream(file)) {
            byte[] bytes = content.readAllBytes();
            response.setContentLength(bytes.length);
            if (request.getMethod().equals("GET")) {
                response.getOutputStream().write(bytes);
            }
        }
    }

    // The container's table of types is older than some of our files.
    private static String typed(String path, String type) {
        if (path.endsWith(".js")) {
            return "text/javascript; charset=utf-8";
        }
        if (path.endsWith(".webmanifest")) {
            return "application/manifest+json";
        }
        return type.startsWith("text/") ? type + "; charset=utf-8" : type;
    }

    /** The suffix of the best form that is there and that the browser takes; null for the plain file. */
    private String encoding(String path, HttpServletRequest request) throws IOException {
        String accepted = request.getHeader("Accept-Encoding");
        if (accepted == null) {
            return null;
        }
        Set<String> codings =
                Set.copyOf(Stream.of(accepted.toLowerCase(Locale.ROOT).split(","))
                        .map(coding -> coding.split(";")[0].strip())
                        .distinct()
                        .toList());
        if (codings.contains("br") && has(path + ".br")) {
            return ".br";
        }
        return codings.contains("gzip") && has(path + ".gz") ? ".gz" : null;
    }
}
