package dev.confab.web.live;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.InjectionTarget;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Makes the endpoint of each socket. The container's own way (Tyrus 2.2) finds out anew for each what is to be injected,
 * which is a large part of what a handshake costs.
 */
public class EndpointMaker extends ServerEndpointConfig.Configurator {
    private record Mould<T>(BeanManager beans, Class<T> type, InjectionTarget<T> target) {
        static <T> Mould<T> of(Class<T> type) {
            BeanManager beans = CDI.current().getBeanManager();
            return new Mould<>(
                    beans,
                    type,
                    beans.getInjectionTargetFactory(beans.createAnnotatedType(type))
                            .createInjectionTarget(null));
        }

        T cast() {
            var context = beans.<T>createCreationalContext(null);
            T made = target.produce(context);
            target.inject(made, context);
            return made;
        }
    }

    private volatile Mould<?> mould;

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        Mould<?> known = mould;
        if (known == null || known.type() != type) {
            known = Mould.of(type);
            mould = known;
        }
        return type.cast(known.cast());
    }
}
