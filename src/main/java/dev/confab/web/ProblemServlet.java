package dev.confab.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the container refuses by itself is answered in our words, not with its own pages. */
@WebServlet("/problems/*")
public class ProblemServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Integer status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (status != null
                && status == HttpServletResponse.SC_METHOD_NOT_ALLOWED
                && !response.containsHeader("Allow")) {
            // Beside REST, which answers for itself, there are only documents to be read.
            Answers.sendNotAllowed(response, "GET, HEAD");
            return;
        }
        Answers.send(response, Problem.ofStatus(status == null ? HttpServletResponse.SC_NOT_FOUND : status));
    }
}
