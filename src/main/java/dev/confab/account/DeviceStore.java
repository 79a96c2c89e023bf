package dev.confab.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;

@ApplicationScoped
// Reading too: outside a transaction the container keeps the entity manager in the invocation, which its threads share.
@Transactional
class DeviceStore {
    @PersistenceContext(unitName = "confab")
    private EntityManager entities;

    void add(Device device) {
        entities.persist(device);
    }

    boolean knows(Secret secret, String account, Instant since) {
        Device device = secret == null ? null : entities.find(Device.class, secret.hash());
        return device != null && device.isOf(account, since);
    }
}
