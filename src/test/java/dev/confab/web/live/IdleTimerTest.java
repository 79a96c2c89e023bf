package dev.confab.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.core.BaseContainer;
import org.glassfish.tyrus.core.TyrusSession;
import org.junit.jupiter.api.Test;

class IdleTimerTest {

    @Test
    void the_containers_session_still_has_the_timer_where_we_take_it() throws NoSuchFieldException {
        assertThat(TyrusSession.class.getDeclaredField(IdleTimer.FIELD).getType())
                .isEqualTo(ScheduledExecutorService.class);
    }

    @Test
    void the_container_still_has_it_where_we_take_it_from_the_sessions_to_come() throws ReflectiveOperationException {
        assertThat(BaseContainer.class.getSimpleName()).isEqualTo(IdleTimer.CONTAINER);
        var timer = BaseContainer.class.getDeclaredField(IdleTimer.CONTAINERS_FIELD);
        assertThat(timer.getType()).isEqualTo(ScheduledExecutorService.class);
        var container = ClientManager.createClient();
        try {
            IdleTimer.takeFromAllToCome(container);
            timer.setAccessible(true);
            assertThat(container.getScheduledExecutorService()).isSameAs(timer.get(container));
            assertThat((Object) container.getScheduledExecutorService().schedule(() -> {}, 0, TimeUnit.MILLISECONDS))
                    .isNull();
        } finally {
            container.shutdown();
        }
    }

    @Test
    void nothing_is_ever_scheduled() throws ReflectiveOperationException {
        try (var timer = Executors.newSingleThreadScheduledExecutor()) {
            var session = new Timed(timer);
            IdleTimer.take(session);
            assertThat(session.service).isNotSameAs(timer);
            assertThat((Object) session.service.schedule(() -> {}, 0, TimeUnit.MILLISECONDS))
                    .isNull();
        }
    }

    @Test
    void another_containers_session_is_left_alone() {
        var session = (Session) Proxy.newProxyInstance(
                IdleTimerTest.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, called, args) -> null);
        assertThatCode(() -> IdleTimer.takeFrom(session)).doesNotThrowAnyException();
    }

    /** A session with a timer in the same place. */
    private static final class Timed {
        private ScheduledExecutorService service;

        Timed(ScheduledExecutorService service) {
            this.service = service;
        }
    }
}
