package dev.confab.web;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets a path with a colon come as far as {@link GateFilter}, which refuses it in our words. Payara's authorisation takes
 * each path for a pattern, where a colon has a meaning (Jakarta Authorization, {@code WebResourcePermission}), and fails
 * with a stack trace and an empty 500. A request listener is asked before that, so it hides the colon from it, as the
 * authorisation itself does where it takes the path from elsewhere. Where the container is another one, nothing happens.
 */
@WebListener
public class Colons implements ServletRequestListener {
    private static final Logger LOG = Logger.getLogger(Colons.class.getName());

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        if (event.getServletRequest() instanceof HttpServletRequest request && mayHaveColon(request.getRequestURI())) {
            try {
                hideColon(request);
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(Level.FINE, "this container's path stays as it is", e);
            }
        }
    }

    private static boolean mayHaveColon(String uri) {
        return uri != null && (uri.indexOf(':') >= 0 || uri.contains("%3"));
    }

    /** Of all that reads the path, only the authorisation and the guard of {@code WEB-INF} see the one that is changed. */
    private static void hideColon(ServletRequest request) throws ReflectiveOperationException {
        // Catalina's facade -> its request -> Grizzly's piece of text.
        Object path = call(call(request, "getUnwrappedCoyoteRequest"), "getRequestPathMB");
        path.getClass()
                .getMethod("setString", String.class)
                .invoke(path, path.toString().replace(":", "%3A"));
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }
}
