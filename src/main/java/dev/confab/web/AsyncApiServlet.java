package dev.confab.web;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/** The document of the socket, beside the one of REST that the platform serves at {@code /openapi}. */
@WebServlet("/asyncapi")
public class AsyncApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/yaml"); // RFC 9512
        try (InputStream document = AsyncApiServlet.class.getResourceAsStream("/META-INF/asyncapi.yaml")) {
            document.transferTo(response.getOutputStream());
        }
    }
}
