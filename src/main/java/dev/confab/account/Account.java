package dev.confab.account;

import dev.confab.event.Json;
import dev.confab.event.PreferenceFacts;
import dev.confab.event.UserFacts;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;

/** A person in the workspace. Its id is also the id of the person's log. */
@Entity
@Table(name = "account")
public class Account {
    @Id
    private String id;

    private String username;
    private String skeleton;
    private String email;

    @Column(name = "email_folded")
    private String emailFolded;

    @Column(name = "display_name")
    private String displayName;

    @Column(name = "name_folded")
    private String nameFolded;

    private String role;

    @Column(name = "password_hash")
    private String passwordHash;

    private boolean deactivated;

    @Column(name = "created_at")
    private long createdAt;

    protected Account() {}

    Account(String id, NewAccount wanted, String passwordHash, Role role, Instant at) {
        this.id = id;
        this.username = wanted.username();
        this.skeleton = Usernames.skeleton(wanted.username());
        this.email = wanted.email();
        this.emailFolded = Usernames.fold(wanted.email());
        this.passwordHash = passwordHash;
        this.role = role.name();
        this.createdAt = at.toEpochMilli();
        call(wanted.displayName());
    }

    void call(String newName) {
        displayName = newName;
        nameFolded = newName.toLowerCase(Locale.ROOT);
    }

    void reachAt(String newEmail) {
        email = newEmail;
        emailFolded = Usernames.fold(newEmail);
    }

    void lock(String newPasswordHash) {
        passwordHash = newPasswordHash;
    }

    void promote(Role newRole) {
        role = newRole.name();
    }

    void deactivate(boolean isDeactivated) {
        deactivated = isDeactivated;
    }

    public String id() {
        return id;
    }

    public String username() {
        return username;
    }

    public String displayName() {
        return displayName;
    }

    public Role role() {
        return Role.valueOf(role);
    }

    public boolean isDeactivated() {
        return deactivated;
    }

    String email() {
        return email;
    }

    String passwordHash() {
        return passwordHash;
    }

    /** What everyone may know. */
    public UserFacts facts() {
        return new UserFacts(id, username, displayName, role().word(), Instant.ofEpochMilli(createdAt), deactivated);
    }

    /** What only the person may see as well. */
    public Json.Writable own(PreferenceFacts preferences) {
        return json -> {
            facts().writeTo(json);
            json.put("email", email).put("preferences", preferences);
        };
    }
}
