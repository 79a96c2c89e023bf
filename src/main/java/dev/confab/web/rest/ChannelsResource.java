package dev.confab.web.rest;

import dev.confab.channel.Channel;
import dev.confab.channel.ChannelChange;
import dev.confab.channel.ChannelResult;
import dev.confab.channel.Channels;
import dev.confab.channel.NewChannel;
import dev.confab.event.Json;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Path("/channels")
public class ChannelsResource {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_TOPIC = 500;
    private static final int LARGEST_GROUP = 9;

    @Inject
    private Channels channels;

    @Inject
    private ChannelShapes shapes;

    @Inject
    private OwnLists lists;

    @Inject
    private Request request;

    @GET
    public Response list() {
        String user = request.user();
        if (request.flag("discover")) {
            List<Channel> found = channels.discover(user, request.line("query"), request.cursor(), request.limit() + 1);
            return Reply.ok(
                    request.page(found, channel -> channel.facts().name()).as("channels", shapes.toDiscover(found)));
        }
        return Reply.ok(lists.channels(user, request.cursor(), request.limit()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(Input input) {
        NewChannel wanted = wanted(input);
        ChannelResult result = channels.create(request.user(), wanted);
        return switch (result) {
            case ChannelResult.Created(Channel channel) -> Reply.created(shown(channel.id()));
            case ChannelResult.Existing(Channel channel) -> Reply.ok(shown(channel.id()));
            case ChannelResult.NoSuchUser() -> Reply.problem(Problem.invalid("members", "holds nobody who is there"));
            default -> refuse(result);
        };
    }

    private NewChannel wanted(Input input) {
        String kind = input.string("kind");
        switch (kind) {
            case "public", "private" -> {
                String name = input.line("name", 1, LONGEST_NAME);
                String topic = input.has("topic") ? input.line("topic", 0, LONGEST_TOPIC) : null;
                input.refuseIfWrong();
                return new NewChannel(
                        kind.equals("public") ? Channel.Kind.PUBLIC : Channel.Kind.PRIVATE, name, topic, null);
            }
            case "direct" -> {
                List<String> others = others(input);
                input.check("members", others.size() <= 1, "a direct channel has two people");
                input.refuseIfWrong();
                return new NewChannel(
                        Channel.Kind.DIRECT, null, null, others.isEmpty() ? List.of(request.user()) : others);
            }
            case "group" -> {
                List<String> others = others(input);
                input.check(
                        "members",
                        others.size() >= 2 && others.size() < LARGEST_GROUP,
                        "a group has 3 to " + LARGEST_GROUP + " people");
                input.refuseIfWrong();
                return new NewChannel(Channel.Kind.GROUP, null, null, others);
            }
            default -> {
                input.check("kind", !input.has("kind"), "must be public, private, direct or group");
                input.refuseIfWrong();
                throw new IllegalStateException("an unknown kind was not refused");
            }
        }
    }

    private List<String> others(Input input) {
        return input.ids("members").stream()
                .filter(id -> !id.equals(request.user()))
                .distinct()
                .toList();
    }

    private Json.Writable shown(String id) {
        return shownIfJoined(id).orElseThrow(() -> new Refused(Problem.notFound()));
    }

    private Optional<Json.Writable> shownIfJoined(String id) {
        String user = request.user();
        Map<String, Long> heads = shapes.heads(List.of(id));
        return channels.joined(user, id).map(joined -> shapes.of(user, joined, heads));
    }

    @GET
    @Path("{id}")
    public Response find(@PathParam("id") String id) {
        return shownIfJoined(id)
                .map(Reply::ok)
                .or(() -> channels.visible(request.user(), id)
                        .map(channel ->
                                Reply.ok(shapes.toDiscover(List.of(channel)).apply(channel))))
                .orElseGet(() -> Reply.problem(Problem.notFound()));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(@PathParam("id") String id, Input input) {
        String name = input.has("name") ? input.line("name", 1, LONGEST_NAME) : null;
        String topic = input.has("topic") ? input.line("topic", 0, LONGEST_TOPIC) : null;
        Boolean archived = input.flag("archived").orElse(null);
        input.refuseIfWrong();
        ChannelResult result = channels.change(
                request.user(), request.isWorkspaceAdmin(), id, new ChannelChange(name, topic, archived));
        return result instanceof ChannelResult.Done ? find(id) : refuse(result);
    }

    static Response refuse(ChannelResult result) {
        return switch (result) {
            case ChannelResult.Unknown() -> Reply.problem(Problem.notFound());
            case ChannelResult.NoSuchUser() -> Reply.problem(Problem.notFound());
            case ChannelResult.NotAllowed(String why) -> Reply.problem(Problem.notAllowed(why));
            case ChannelResult.NameTaken() -> Reply.problem(Problem.taken("name"));
            case ChannelResult.Full(String what) -> Reply.problem(Problem.full(what));
            case ChannelResult.Created created -> throw new IllegalArgumentException("nothing was refused: " + created);
            case ChannelResult.Existing existing ->
                throw new IllegalArgumentException("nothing was refused: " + existing);
            case ChannelResult.Done done -> throw new IllegalArgumentException("nothing was refused: " + done);
        };
    }
}
