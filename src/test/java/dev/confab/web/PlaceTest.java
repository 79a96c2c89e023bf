package dev.confab.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.web.security.Asked;
import dev.confab.web.security.PublicUrl;
import dev.confab.web.security.SecretMechanism;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaceTest {
    private static final ServletContext CONTEXT = inert(ServletContext.class, null);

    private final LoadShedder shedder =
            new LoadShedder(1, Duration.ofMillis(1), inert(MetricRegistry.class, inert(Counter.class, null)));
    private final Place.Listener listener = new Place.Listener(shedder);

    @BeforeEach
    void no_address_is_set() {
        PublicUrl.is(null);
        shedder.measure();
    }

    private static <T> T inert(Class<T> type, Object counter) {
        return type.cast(Proxy.newProxyInstance(
                PlaceTest.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, given) -> method.getName().equals("counter") ? counter : null));
    }

    private ServletRequestEvent comes(Asked asked) {
        var event = new ServletRequestEvent(CONTEXT, asked.request());
        listener.requestInitialized(event);
        return event;
    }

    private static int answer(Asked asked) throws Exception {
        var isIn = new AtomicBoolean();
        new GateFilter().doFilter(asked.request(), asked.response(), (request, response) -> isIn.set(true));
        return isIn.get() ? 200 : asked.status();
    }

    @Test
    void who_finds_no_place_is_told_to_come_again_and_nobody_asks_who_it_is() throws Exception {
        comes(new Asked("GET", "/api/v1/me"));
        var late = new Asked("GET", "/api/v1/me");
        comes(late);
        assertThat(SecretMechanism.isCallerUnknown(late.request())).isTrue();
        assertThat(answer(late)).isEqualTo(503);
        assertThat(late.answered()).containsKey("Retry-After");
    }

    @Test
    void the_app_itself_needs_no_place() throws Exception {
        comes(new Asked("GET", "/"));
        var call = new Asked("GET", "/api/v1/me");
        comes(call);
        assertThat(answer(call)).as("a page has taken no place").isEqualTo(200);
        var page = new Asked("GET", "/");
        comes(page);
        assertThat(answer(page)).isEqualTo(200);
    }

    @Test
    void a_place_is_given_back_once() throws Exception {
        var first = comes(new Asked("GET", "/api/v1/me"));
        Place.giveBack(first.getServletRequest());
        var second = new Asked("GET", "/api/v1/me");
        comes(second);
        listener.requestDestroyed(first);
        assertThat(answer(second)).isEqualTo(200);
        var third = new Asked("GET", "/api/v1/me");
        comes(third);
        assertThat(answer(third)).isEqualTo(503);
    }

    @Test
    void who_opens_a_socket_has_a_place_of_its_own_and_gives_that_back() throws Exception {
        var first = comes(new Asked("GET", "/ws/v1"));
        var call = new Asked("GET", "/api/v1/me");
        comes(call);
        assertThat(answer(call)).as("the requests' own place is free").isEqualTo(200);
        var second = new Asked("GET", "/ws/v1");
        comes(second);
        assertThat(answer(second)).isEqualTo(503);
        listener.requestDestroyed(first);
        var third = new Asked("GET", "/ws/v1");
        comes(third);
        assertThat(answer(third)).isEqualTo(200);
    }

    @Test
    void what_is_answered_later_takes_no_second_place() throws Exception {
        var again = comes(new Asked("GET", "/api/v1/me"));
        listener.requestInitialized(again);
        assertThat(again.getServletRequest())
                .matches(request -> !SecretMechanism.isCallerUnknown((HttpServletRequest) request));
        listener.requestDestroyed(again);
        var next = new Asked("GET", "/api/v1/me");
        comes(next);
        assertThat(answer(next)).isEqualTo(200);
    }

    @Test
    void who_was_refused_gives_nothing_back() throws Exception {
        comes(new Asked("GET", "/api/v1/me"));
        listener.requestDestroyed(comes(new Asked("GET", "/api/v1/me")));
        var third = new Asked("GET", "/api/v1/me");
        comes(third);
        assertThat(answer(third)).isEqualTo(503);
    }
}
