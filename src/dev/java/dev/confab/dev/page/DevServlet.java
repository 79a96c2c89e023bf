package dev.confab.dev.page;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.account.Client;
import dev.confab.account.Logins;
import dev.confab.dev.Development;
import dev.confab.ops.Settings;
import dev.confab.web.Answers;
import dev.confab.web.Problem;
import dev.confab.web.security.Origins;
import dev.confab.web.security.Secrets;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The page and what its buttons do. For anybody but this machine there is nothing here. */
@WebServlet("/dev/*")
public class DevServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Development development;

    @Inject
    private transient Directory directory;

    @Inject
    private transient Floods floods;

    @Inject
    private transient Accounts accounts;

    @Inject
    private transient Logins logins;

    @Inject
    private transient Settings settings;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!development.isPageWanted() || !Neighbourhood.contains(request)) {
            Answers.send(response, Problem.notFound());
            return;
        }
        super.service(request, response);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (path(request)) {
            case "" -> goTo("/dev/", response);
            case "/" -> showPage(response);
            case "/style.css" -> write("text/css", Page.STYLE, response);
            default -> Answers.send(response, Problem.notFound());
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (path(request)) {
            case "/sign-in" -> signIn(request, response);
            case "/flood" -> flood(request, response);
            case "/flood/stop" -> {
                floods.stop();
                goTo("/dev/", response);
            }
            default -> Answers.send(response, Problem.notFound());
        }
    }

    private static String path(HttpServletRequest request) {
        return Optional.ofNullable(request.getPathInfo()).orElse("");
    }

    private void showPage(HttpServletResponse response) throws IOException {
        List<Account> people = directory.people();
        Optional<Flood> flood = floods.latest();
        // With the policy of all other pages a browser would say "null" as the origin of our forms.
        response.setHeader("Referrer-Policy", "same-origin");
        if (flood.filter(latest -> !latest.isOver()).isPresent()) {
            response.setHeader("Refresh", "1");
        }
        write("text/html", Page.of(people, directory.rooms(people), flood), response);
    }

    private void signIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Account> person =
                accounts.find(parameter(request, "user")).filter(account -> !account.isDeactivated());
        if (person.isEmpty()) {
            Answers.send(response, Problem.notFound());
            return;
        }
        // As in signing in with a password: what the browser brought along ends.
        Secrets.session(request).flatMap(logins::identify).ifPresent(old -> logins.end(old.user(), old.login()));
        Logins.Begun session =
                logins.beginSession(person.get(), new Client(request.getHeader("User-Agent"), request.getRemoteAddr()));
        response.addHeader(
                "Set-Cookie",
                Secrets.sessionCookie(
                        Origins.isSecure(request),
                        session.secret(),
                        settings.sessions().absolute()));
        goTo("/", response);
    }

    private void flood(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String channel = parameter(request, "channel");
        Optional<Directory.Room> room = directory.rooms(directory.people()).stream()
                .filter(one -> one.id().equals(channel))
                .findFirst();
        int count = number(request, "count", Page.MOST_MESSAGES);
        int rate = number(request, "rate", Page.HIGHEST_RATE);
        if (room.isEmpty()) {
            Answers.send(response, Problem.notFound());
        } else if (count == 0) {
            Answers.send(response, Problem.invalid("count", "must be from 1 to " + Page.MOST_MESSAGES));
        } else if (rate == 0) {
            Answers.send(response, Problem.invalid("rate", "must be from 1 to " + Page.HIGHEST_RATE));
        } else if (floods.begin(room.get(), count, rate)) {
            goTo("/dev/", response);
        } else {
            Answers.send(response, Problem.conflict("There is a flood under way."));
        }
    }

    private static String parameter(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    /** 0 for what is no number from 1 to {@code most}. */
    private static int number(HttpServletRequest request, String name, int most) {
        try {
            int number = Integer.parseInt(parameter(request, name).strip());
            return number >= 1 && number <= most ? number : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void goTo(String place, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", place);
    }

    private static void write(String type, String text, HttpServletResponse response) throws IOException {
        response.setContentType(type + "; charset=utf-8");
        response.getWriter().write(text);
    }
}
