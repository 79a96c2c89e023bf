package dev.confab.web.rest;

import dev.confab.account.Account;
import dev.confab.account.Accounts;
import dev.confab.channel.Channel;
import dev.confab.channel.ChannelResult;
import dev.confab.channel.Channels;
import dev.confab.channel.Member;
import dev.confab.channel.MemberRole;
import dev.confab.event.Json;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

@Path("/channels/{channel}/members")
public class MembersResource {
    @Inject
    private Accounts accounts;

    @Inject
    private Channels channels;

    @Inject
    private Request request;

    @GET
    public Response list(@PathParam("channel") String id) {
        Channel channel = channels.visible(request.user(), id).orElseThrow(() -> new Refused(Problem.notFound()));
        List<Member> members = channels.membersOf(channel, request.cursor(), request.limit() + 1);
        Map<String, Account> people = accounts
                .findAll(members.stream().map(Member::user).toList())
                .stream()
                .collect(Collectors.toMap(Account::id, Function.identity()));
        return Reply.ok(request.page(members, Member::user).as("members", member -> shape(member, people)));
    }

    private static Json.Writable shape(Member member, Map<String, Account> people) {
        return json -> json.put("user", people.get(member.user()).facts())
                .put("role", member.role().word())
                .put("joinedAt", member.joinedAt());
    }

    @PUT
    @Path("{user}")
    public Response admit(@PathParam("channel") String channel, @PathParam("user") String user) {
        return answer(channels.admit(request.user(), user, channel));
    }

    @DELETE
    @Path("{user}")
    public Response dismiss(@PathParam("channel") String channel, @PathParam("user") String user) {
        return answer(channels.dismiss(request.user(), request.isWorkspaceAdmin(), user, channel));
    }

    @PATCH
    @Path("{user}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response promote(@PathParam("channel") String channel, @PathParam("user") String user, Input input) {
        MemberRole role = MemberRole.of(input.string("role"));
        input.check("role", role != null, "must be owner, admin or member");
        input.refuseIfWrong();
        return answer(channels.promote(request.user(), request.isWorkspaceAdmin(), user, channel, role));
    }

    private static Response answer(ChannelResult result) {
        return result instanceof ChannelResult.Done || result instanceof ChannelResult.Existing
                ? Reply.done()
                : ChannelsResource.refuse(result);
    }
}
