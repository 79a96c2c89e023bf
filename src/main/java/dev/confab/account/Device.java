package dev.confab.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A browser in which somebody has signed in before: other people's failures do not lock it out. */
@Entity
@Table(name = "device")
class Device {
    @Id
    @Column(name = "secret_hash")
    private String secretHash;

    @Column(name = "account_id")
    private String accountId;

    @Column(name = "created_at")
    private long createdAt;

    protected Device() {}

    Device(Secret secret, String accountId, Instant at) {
        this.secretHash = secret.hash();
        this.accountId = accountId;
        this.createdAt = at.toEpochMilli();
    }

    String secretHash() {
        return secretHash;
    }

    boolean isOf(String account, Instant since) {
        return accountId.equals(account) && createdAt >= since.toEpochMilli();
    }
}
