package dev.confab.message;

import dev.confab.event.Json;
import dev.confab.event.Message;

/** A message as a certain reader may see it: the {@code clientId} is there only for its author. */
public record OwnMessage(Message message, String clientId) implements Json.Writable {
    @Override
    public void writeTo(Json json) {
        message.writeTo(json);
        json.put("clientId", clientId);
    }
}
