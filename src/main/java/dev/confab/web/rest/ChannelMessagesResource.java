package dev.confab.web.rest;

import dev.confab.channel.Membership;
import dev.confab.log.Logs;
import dev.confab.message.Draft;
import dev.confab.message.Messages;
import dev.confab.message.OwnMessage;
import dev.confab.message.PostResult;
import dev.confab.ops.Settings;
import dev.confab.web.Drafts;
import dev.confab.web.Flood;
import dev.confab.web.Input;
import dev.confab.web.PostProblems;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What was said in a channel, page by page, and saying more. */
@Path("/channels/{channel}/messages")
public class ChannelMessagesResource {
    @Inject
    private Readers readers;

    @Inject
    private Messages messages;

    @Inject
    private Flood flood;

    @Inject
    private Settings settings;

    @Inject
    private Request request;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response post(@PathParam("channel") String channel, Input input) {
        Draft draft = Drafts.of(input, settings.limits());
        input.refuseIfWrong();
        flood.take(request.user()).ifPresent(wait -> {
            throw new Refused(Problem.tooMany("Slower, please.", wait));
        });
        PostResult result = Logs.await(messages.post(request.user(), channel, draft));
        return switch (result) {
            case PostResult.Posted(OwnMessage message) -> Reply.created(message);
            case PostResult.Repeated(OwnMessage message) -> Reply.ok(message);
            default -> Reply.problem(PostProblems.of(result));
        };
    }

    @GET
    public Response page(@PathParam("channel") String channel) {
        Membership reader = readers.of(request.user(), channel);
        Optional<Long> before = request.number("before");
        Optional<Long> after = request.number("after");
        Optional<Long> around = request.number("around");
        Optional<Instant> at = request.time("at");
        if (Stream.of(before, after, around, at).filter(Optional::isPresent).count() > 1) {
            return Reply.problem(Problem.malformed("Give one of before, after, around and at."));
        }
        int limit = request.limit();
        Messages.Page page = after.map(seq -> messages.after(reader, seq, limit))
                .or(() -> around.map(seq -> messages.around(reader, seq, limit)))
                .or(() -> at.map(time -> messages.at(reader, time, limit)))
                .orElseGet(() -> messages.before(reader, before.orElse(Long.MAX_VALUE), limit));
        return Reply.ok(json -> json.put("messages", page.messages()).put("head", page.head()));
    }
}
