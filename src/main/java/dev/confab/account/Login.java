package dev.confab.account;

import dev.confab.event.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** One proof of who somebody is: a browser's session, or a machine's token. The secret itself is not kept. */
@Entity
@Table(name = "login")
public class Login {

    /** What kind of client holds the secret. */
    public enum Kind {
        SESSION,
        TOKEN
    }

    @Id
    private String id;

    @Column(name = "account_id")
    private String accountId;

    private String kind;

    @Column(name = "secret_hash")
    private String secretHash;

    private String name;
    private String address;

    @Column(name = "created_at")
    private long createdAt;

    @Column(name = "last_seen_at")
    private long lastSeenAt;

    @Column(name = "expires_at")
    private long expiresAt;

    protected Login() {}

    Login(String id, String accountId, Kind kind, String secretHash, Client client, Instant at, Instant expiresAt) {
        this.id = id;
        this.accountId = accountId;
        this.kind = kind.name();
        this.secretHash = secretHash;
        this.name = client.name();
        this.address = client.address();
        this.createdAt = at.toEpochMilli();
        this.lastSeenAt = createdAt;
        this.expiresAt = expiresAt.toEpochMilli();
    }

    /** What its owner calls a token. */
    Login called(String ownersName) {
        name = ownersName;
        return this;
    }

    public String id() {
        return id;
    }

    String accountId() {
        return accountId;
    }

    String secretHash() {
        return secretHash;
    }

    Kind kind() {
        return Kind.valueOf(kind);
    }

    Instant lastSeenAt() {
        return Instant.ofEpochMilli(lastSeenAt);
    }

    Instant expiresAt() {
        return Instant.ofEpochMilli(expiresAt);
    }

    boolean isOver(Instant now, Duration idle) {
        return isOver(kind(), lastSeenAt(), expiresAt(), now, idle);
    }

    /** A token never idles: machines may be silent for months. */
    static boolean isOver(Kind kind, Instant lastSeenAt, Instant expiresAt, Instant now, Duration idle) {
        return !now.isBefore(expiresAt) || kind == Kind.SESSION && now.isAfter(lastSeenAt.plus(idle));
    }

    /** As its owner sees it in the list of sessions. */
    public Json.Writable asSession(String current) {
        return json -> json.put("id", id)
                .put("createdAt", Instant.ofEpochMilli(createdAt))
                .put("lastSeenAt", lastSeenAt())
                .put("expiresAt", expiresAt())
                .put("address", address)
                .put("userAgent", name)
                .put("current", id.equals(current));
    }

    /** As its owner sees it in the list of tokens. */
    public Json.Writable asToken() {
        return json -> json.put("id", id)
                .put("name", name)
                .put("createdAt", Instant.ofEpochMilli(createdAt))
                .put("lastUsedAt", lastSeenAt == createdAt ? null : lastSeenAt());
    }
}
