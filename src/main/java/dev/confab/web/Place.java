package dev.confab.web;

import dev.confab.web.security.SecretMechanism;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The place of a request among those that may hold a thread, see {@link LoadShedder}. It is taken before anybody looks whose
 * request it is, for that needs the database too; whoever finds none is answered by the {@link GateFilter}.
 */
public final class Place {
    private static final String NAME = Place.class.getName();

    private final LoadShedder shedder;
    private final AtomicBoolean isTaken = new AtomicBoolean(true);

    private Place(LoadShedder shedder) {
        this.shedder = shedder;
    }

    /** For a request that holds its thread no more, or that waits for a slow line and no database from now on. */
    public static void giveBack(ServletRequest request) {
        if (request.getAttribute(NAME) instanceof Place place && place.isTaken.compareAndSet(true, false)) {
            place.shedder.leave();
        }
    }

    /** Filters come after the container has asked who it is. */
    public static final class Listener implements ServletRequestListener {
        @Inject
        private LoadShedder shedder;

        public Listener() {} // the container makes it

        Listener(LoadShedder shedder) {
            this.shedder = shedder;
        }

        @Override
        public void requestInitialized(ServletRequestEvent event) {
            if (!(event.getServletRequest() instanceof HttpServletRequest request)
                    || !GateFilter.isForCallers(request)
                    || request.getAttribute(NAME) != null) { // which it has in an answer that is given later
                return;
            }
            LoadShedder places = GateFilter.isHandshake(request) ? shedder.handshakes() : shedder;
            if (places.enter()) {
                request.setAttribute(NAME, new Place(places));
            } else {
                SecretMechanism.doNotAsk(request);
            }
        }

        @Override
        public void requestDestroyed(ServletRequestEvent event) {
            giveBack(event.getServletRequest());
        }
    }
}
