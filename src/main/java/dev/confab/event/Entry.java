package dev.confab.event;

import java.time.Instant;

/**
 * One event in its place on a log.
 *
 * @param log the channel's or the user's id
 * @param seq counts the log's events 1, 2, 3 … without holes
 * @param kind the word on the wire
 * @param actor the user whose doing it was
 * @param body a JSON object, as {@link Json} wrote it
 * @param clientId the author's own name for a message that was posted, else null
 */
public record Entry(String log, long seq, String kind, Instant at, String actor, String body, String clientId) {

    /** Whether the frame for {@code user} differs from everybody else's. */
    public boolean isPrivateTo(String user) {
        return clientId != null && actor.equals(user);
    }

    /** The event frame of the socket, for all but the author. */
    public String frame() {
        return frame(body);
    }

    /** The event frame of the socket, with the {@code clientId} that only its author may see. */
    public String frameForAuthor() {
        return frame(bodyFor(actor));
    }

    /** The body as {@code user} may see it. */
    public String bodyFor(String user) {
        return isPrivateTo(user) ? withClientId() : body;
    }

    private String frame(String shownBody) {
        return new StringBuilder(body.length() + 160)
                .append("{\"type\":\"event\",\"log\":\"")
                .append(log)
                .append("\",\"seq\":")
                .append(seq)
                .append(",\"kind\":\"")
                .append(kind)
                .append("\",\"at\":\"")
                .append(Json.time(at))
                .append("\",\"actor\":\"")
                .append(actor)
                .append("\",\"body\":")
                .append(shownBody)
                .append('}')
                .toString();
    }

    private String withClientId() {
        Json json = Json.object().put("clientId", clientId);
        String own = json.toString();
        return body.substring(0, body.length() - 1) + "," + own.substring(1);
    }
}
