package dev.confab.event;

import java.time.Instant;

/** What everyone may know of a person: no e-mail address, no session, no address. */
public record UserFacts(
        String id, String username, String displayName, String role, Instant createdAt, boolean deactivated)
        implements Json.Writable {

    @Override
    public void writeTo(Json json) {
        json.put("id", id)
                .put("username", username)
                .put("displayName", displayName)
                .put("role", role)
                .put("createdAt", createdAt)
                .put("deactivated", deactivated);
    }
}
