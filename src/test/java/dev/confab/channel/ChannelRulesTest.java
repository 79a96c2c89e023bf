package dev.confab.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.channel.Channel.Kind;
import dev.confab.event.Entry;
import dev.confab.log.LogsInMemory;
import dev.confab.ops.ManualClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelRulesTest {
    private final ChannelsInMemory world = new ChannelsInMemory(new ManualClock());
    private final LogsInMemory logs = world.logs();
    private final Channels channels = world.channels();

    private ChannelResult create(String id, Kind kind, String name, String other) {
        return world.create(id, "ann", new NewChannel(kind, name, null, other == null ? List.of() : List.of(other)));
    }

    private ChannelResult dismiss(String actor, String user, String channel) {
        return channels.dismiss(actor, false, user, channel);
    }

    private ChannelResult promote(String actor, String user, String channel, MemberRole role) {
        return channels.promote(actor, false, user, channel, role);
    }

    private ChannelResult change(String actor, String channel, String name, String topic, Boolean archived) {
        return channels.change(actor, false, channel, new ChannelChange(name, topic, archived));
    }

    private Optional<MemberRole> role(String channel, String user) {
        return world.store().member(channel, user).map(Member::role);
    }

    private List<String> lastOn(String log, int count) {
        List<Entry> all = logs.of(log);
        return all.subList(all.size() - count, all.size()).stream()
                .map(entry -> entry.kind() + " " + entry.body())
                .toList();
    }

    // Creating

    @Test
    void who_creates_a_channel_owns_it_and_hears_of_it() {
        assertThat(create("garden", Kind.PUBLIC, "Garden", null)).isInstanceOf(ChannelResult.Created.class);
        assertThat(role("garden", "ann")).contains(MemberRole.OWNER);
        assertThat(lastOn("garden", 1)).containsExactly("member.joined {\"user\":\"ann\",\"role\":\"owner\"}");
        assertThat(lastOn("ann", 1)).containsExactly("channel.joined {\"channel\":\"garden\",\"head\":1}");
    }

    @Test
    void two_public_channels_do_not_share_a_name_whatever_its_case() {
        create("garden", Kind.PUBLIC, "Garden", null);
        assertThat(create("other", Kind.PUBLIC, "GARDEN", null)).isEqualTo(new ChannelResult.NameTaken());
    }

    @Test
    void the_name_of_a_private_channel_is_nobody_elses_business() {
        create("garden", Kind.PUBLIC, "Garden", null);
        assertThat(create("hidden", Kind.PRIVATE, "Garden", null)).isInstanceOf(ChannelResult.Created.class);
        assertThat(create("deeper", Kind.PRIVATE, "Garden", null)).isInstanceOf(ChannelResult.Created.class);
        assertThat(change("ann", "hidden", "Cellar", null, null)).isInstanceOf(ChannelResult.Done.class);
        assertThat(change("ann", "garden", "Cellar", null, null)).isInstanceOf(ChannelResult.Done.class);
        assertThat(change("ann", "hidden", "CELLAR", null, null)).isInstanceOf(ChannelResult.Done.class);
        assertThat(world.create("park", "bob", new NewChannel(Kind.PUBLIC, "cellar", null, List.of())))
                .isEqualTo(new ChannelResult.NameTaken());
    }

    @Test
    void a_direct_channel_is_told_to_both_with_the_head_after_both_have_joined() {
        create("d", Kind.DIRECT, null, "bob");
        assertThat(lastOn("ann", 1)).containsExactly("channel.joined {\"channel\":\"d\",\"head\":2}");
        assertThat(lastOn("bob", 1)).containsExactly("channel.joined {\"channel\":\"d\",\"head\":2}");
        assertThat(world.store().member("d", "bob").orElseThrow().readSeq()).isEqualTo(2);
    }

    @Test
    void a_direct_channel_that_is_there_is_found_whoever_asks() {
        create("d", Kind.DIRECT, null, "bob");
        assertThat(world.create("e", "bob", new NewChannel(Kind.DIRECT, null, null, List.of("ann"))))
                .isInstanceOfSatisfying(
                        ChannelResult.Existing.class,
                        existing -> assertThat(existing.channel().id()).isEqualTo("d"));
    }

    @Test
    void a_group_is_the_same_whoever_of_it_begins() {
        NewChannel three = new NewChannel(Kind.GROUP, null, null, List.of("bob", "carl"));
        assertThat(world.create("g", "ann", three)).isInstanceOf(ChannelResult.Created.class);
        assertThat(world.store().countMembersOf("g")).isEqualTo(3);
        assertThat(world.create("h", "carl", new NewChannel(Kind.GROUP, null, null, List.of("bob", "ann"))))
                .isInstanceOfSatisfying(
                        ChannelResult.Existing.class,
                        existing -> assertThat(existing.channel().id()).isEqualTo("g"));
        assertThat(create("d", Kind.DIRECT, null, "bob")).isInstanceOf(ChannelResult.Created.class);
    }

    @Test
    void a_group_stays_as_it_is() {
        world.create("g", "ann", new NewChannel(Kind.GROUP, null, null, List.of("bob", "carl")));
        assertThat(world.admit("ann", "dora", "g")).isInstanceOf(ChannelResult.NotAllowed.class);
        assertThat(dismiss("bob", "bob", "g")).isInstanceOf(ChannelResult.NotAllowed.class);
        assertThat(promote("ann", "bob", "g", MemberRole.OWNER)).isInstanceOf(ChannelResult.NotAllowed.class);
        assertThat(change("ann", "g", "Name", null, null)).isInstanceOf(ChannelResult.NotAllowed.class);
    }

    @Test
    void a_direct_channel_with_oneself_has_one_member() {
        assertThat(create("d", Kind.DIRECT, null, "ann")).isInstanceOf(ChannelResult.Created.class);
        assertThat(world.store().countMembersOf("d")).isEqualTo(1);
    }

    @Test
    void nobody_is_in_more_channels_than_the_limit() {
        for (String id : List.of("one", "two", "three")) {
            create(id, Kind.PUBLIC, id, null);
        }
        assertThat(create("four", Kind.PUBLIC, "four", null)).isInstanceOf(ChannelResult.Full.class);
        world.channel(Kind.PUBLIC, "five", "bob");
        assertThat(world.admit("ann", "ann", "five")).isInstanceOf(ChannelResult.Full.class);
    }

    // Admitting

    @Test
    void anyone_joins_a_public_channel_and_reads_from_there_on() {
        world.channel(Kind.PUBLIC, "Garden", "ann");
        assertThat(world.admit("bob", "bob", "garden")).isInstanceOf(ChannelResult.Done.class);
        assertThat(lastOn("garden", 1)).containsExactly("member.joined {\"user\":\"bob\",\"role\":\"member\"}");
        assertThat(lastOn("bob", 1)).containsExactly("channel.joined {\"channel\":\"garden\",\"head\":2}");
        assertThat(world.store().member("garden", "bob").orElseThrow().readSeq())
                .isEqualTo(2);
    }

    @Test
    void who_comes_first_after_all_have_left_owns_the_channel() {
        world.channel(Kind.PUBLIC, "Garden", "ann");
        dismiss("ann", "ann", "garden");
        world.admit("bob", "bob", "garden");
        assertThat(role("garden", "bob")).contains(MemberRole.OWNER);
        assertThat(lastOn("garden", 1)).containsExactly("member.joined {\"user\":\"bob\",\"role\":\"owner\"}");
        world.admit("ann", "ann", "garden");
        assertThat(role("garden", "ann")).contains(MemberRole.MEMBER);
    }

    @Test
    void a_private_channel_is_not_there_for_who_is_not_in_it() {
        world.channel(Kind.PRIVATE, "Cellar", "ann");
        assertThat(world.admit("bob", "bob", "cellar")).isEqualTo(new ChannelResult.Unknown());
        assertThat(world.admit("bob", "carl", "cellar")).isEqualTo(new ChannelResult.Unknown());
        assertThat(dismiss("bob", "ann", "cellar")).isEqualTo(new ChannelResult.Unknown());
        assertThat(promote("bob", "bob", "cellar", MemberRole.OWNER)).isEqualTo(new ChannelResult.Unknown());
        assertThat(change("bob", "cellar", "Mine", null, null)).isEqualTo(new ChannelResult.Unknown());
        assertThat(channels.visible("bob", "cellar")).isEmpty();
        assertThat(world.admit("bob", "bob", "nowhere")).isEqualTo(new ChannelResult.Unknown());
    }

    @Test
    void a_workspace_admin_who_is_not_in_a_private_channel_does_not_see_it_either() {
        world.channel(Kind.PRIVATE, "Cellar", "ann", "bob");
        assertThat(channels.dismiss("carl", true, "bob", "cellar")).isEqualTo(new ChannelResult.Unknown());
        assertThat(channels.change("carl", true, "cellar", new ChannelChange("X", null, null)))
                .isEqualTo(new ChannelResult.Unknown());
        assertThat(channels.promote("carl", true, "bob", "cellar", MemberRole.OWNER))
                .isEqualTo(new ChannelResult.Unknown());
    }

    @Test
    void members_add_others_and_outsiders_do_not() {
        world.channel(Kind.PUBLIC, "Garden", "ann", "bob");
        assertThat(world.admit("dora", "carl", "garden")).isInstanceOf(ChannelResult.NotAllowed.class);
        assertThat(world.admit("bob", "carl", "garden")).isInstanceOf(ChannelResult.Done.class);
    }

    @Test
    void who_is_in_already_stays_and_nothing_is_said() {
        world.channel(Kind.PUBLIC, "Garden", "ann");
        int said = logs.told().size();
        assertThat(world.admit("ann", "ann", "garden")).isInstanceOf(ChannelResult.Existing.class);
        assertThat(logs.told()).hasSize(said);
        assertThat(role("garden", "ann")).contains(MemberRole.OWNER);
    }

    @Test
    void a_direct_channel_stays_between_its_two_people() {
        create("d", Kind.DIRECT, null, "bob");
        assertThat(world.admit("ann", "carl", "d")).isInstanceOf(ChannelResult.NotAllowed.class);
        assertThat(dismiss("ann", "bob", "d")).isInstanceOf(ChannelResult.NotAllowed.class);
        assertThat(dismiss("bob", "bob", "d")).isInstanceOf(ChannelResult.NotAllowed.class);
        assertThat(promote("ann", "bob", "d", MemberRole.OWNER)).isInstanceOf(ChannelResult.NotAllowed.class);
        assertThat(change("ann", "d", "Name", null, null)).isInstanceOf(ChannelResult.NotAllowed.class);
    }

    @Test
    void an_archived_channel_takes_nobody_in() {
        world.channel(Kind.PUBLIC, "Garden", "ann");
        change("ann", "garden", null, null, true);
        assertThat(world.admit("bob", "bob", "garden")).isInstanceOf(ChannelResult.NotAllowed.class);
    }

    @Test
    void a_channel_has_a_last_place() {
        world.channel(Kind.PUBLIC, "Garden", "ann", "bob", "carl");
        assertThat(world.admit("dora", "dora", "garden")).isInstanceOf(ChannelResult.Full.class);
    }

    // Dismissing

    @Test
    void who_leaves_is_told_last_and_what_was_known_of_rights_is_void() {
        world.channel(Kind.PUBLIC, "Garden", "ann", "bob");
        long before = logs.head("garden");
        assertThat(dismiss("bob", "bob", "garden")).isInstanceOf(ChannelResult.Done.class);
        assertThat(lastOn("garden", 1)).containsExactly("member.left {\"user\":\"bob\",\"role\":\"member\"}");
        assertThat(lastOn("bob", 1)).containsExactly("channel.left {\"channel\":\"garden\"}");
        assertThat(logs.isFencedAfter("garden", before)).isTrue();
        assertThat(logs.isFencedAfter("garden", before + 1)).isFalse();
        assertThat(channels.membership("bob", "garden")).isEmpty();
    }

    @Test
    void members_remove_nobody_and_admins_remove_members() {
        world.channel(Kind.PUBLIC, "Garden", "ann", "bob", "carl");
        assertThat(dismiss("bob", "carl", "garden")).isInstanceOf(ChannelResult.NotAllowed.class);
        promote("ann", "bob", "garden", MemberRole.ADMIN);
        assertThat(dismiss("bob", "ann", "garden")).isInstanceOf(ChannelResult.NotAllowed.class);
        assertThat(dismiss("bob", "carl", "garden")).isInstanceOf(ChannelResult.Done.class);
        assertThat(role("garden", "carl")).isEmpty();
    }

    @Test
    void who_is_not_in_it_stays_out_and_nothing_is_said() {
        world.channel(Kind.PUBLIC, "Garden", "ann");
        int said = logs.told().size();
        assertThat(dismiss("ann", "bob", "garden")).isInstanceOf(ChannelResult.Existing.class);
        assertThat(logs.told()).hasSize(said);
    }

    @Test
    void an_owner_who_leaves_is_followed_by_an_admin_first() {
        world.channel(Kind.PUBLIC, "Garden", "ann", "bob", "carl");
        promote("ann", "carl", "garden", MemberRole.ADMIN);
        dismiss("ann", "ann", "garden");
        assertThat(role("garden", "carl")).contains(MemberRole.OWNER);
        assertThat(role("garden", "bob")).contains(MemberRole.MEMBER);
        assertThat(lastOn("garden", 1)).containsExactly("member.role {\"user\":\"carl\",\"role\":\"owner\"}");
    }

    @Test
    void an_owner_who_leaves_another_owner_behind_is_not_followed() {
        world.channel(Kind.PUBLIC, "Garden", "ann", "bob", "carl");
        promote("ann", "carl", "garden", MemberRole.OWNER);
        dismiss("ann", "ann", "garden");
        assertThat(lastOn("garden", 1)).containsExactly("member.left {\"user\":\"ann\",\"role\":\"owner\"}");
    }

    @Test
    void the_last_one_may_leave() {
        world.channel(Kind.PUBLIC, "Garden", "ann");
        assertThat(dismiss("ann", "ann", "garden")).isInstanceOf(ChannelResult.Done.class);
        assertThat(world.store().countMembersOf("garden")).isZero();
    }

    @Test
    void a_workspace_admin_removes_even_an_owner_from_a_public_channel() {
        world.channel(Kind.PUBLIC, "Garden", "ann", "bob");
        assertThat(channels.dismiss("dora", true, "ann", "garden")).isInstanceOf(ChannelResult.Done.class);
        assertThat(role("garden", "bob")).contains(MemberRole.OWNER);
    }

    // Promoting

    @Test
    void only_an_owner_gives_roles() {
        world.channel(Kind.PUBLIC, "Garden", "ann", "bob", "carl");
        assertThat(promote("bob", "bob", "garden", MemberRole.ADMIN)).isInstanceOf(ChannelResult.NotAllowed.class);
        assertThat(promote("ann", "bob", "garden", MemberRole.ADMIN)).isInstanceOf(ChannelResult.Done.class);
        assertThat(promote("bob", "carl", "garden", MemberRole.ADMIN)).isInstanceOf(ChannelResult.NotAllowed.class);
        assertThat(promote("ann", "dora", "garden", MemberRole.ADMIN)).isEqualTo(new ChannelResult.NoSuchUser());
    }

    @Test
    void a_role_is_told_once_and_voids_what_was_known() {
        world.channel(Kind.PUBLIC, "Garden", "ann", "bob");
        long before = logs.head("garden");
        promote("ann", "bob", "garden", MemberRole.ADMIN);
        assertThat(lastOn("garden", 1)).containsExactly("member.role {\"user\":\"bob\",\"role\":\"admin\"}");
        assertThat(logs.isFencedAfter("garden", before)).isTrue();
        assertThat(promote("ann", "bob", "garden", MemberRole.ADMIN)).isInstanceOf(ChannelResult.Existing.class);
        assertThat(logs.head("garden")).isEqualTo(before + 1);
    }

    @Test
    void a_channel_keeps_an_owner() {
        world.channel(Kind.PUBLIC, "Garden", "ann", "bob");
        assertThat(promote("ann", "ann", "garden", MemberRole.MEMBER)).isInstanceOf(ChannelResult.NotAllowed.class);
        promote("ann", "bob", "garden", MemberRole.OWNER);
        assertThat(promote("ann", "ann", "garden", MemberRole.MEMBER)).isInstanceOf(ChannelResult.Done.class);
    }

    // Changing

    @Test
    void a_new_name_and_topic_are_told_as_the_whole_channel() {
        world.channel(Kind.PUBLIC, "Garden", "ann");
        assertThat(change("ann", "garden", "Park", "trees", null)).isInstanceOf(ChannelResult.Done.class);
        assertThat(lastOn("garden", 1).getFirst())
                .startsWith(
                        "channel.updated {\"id\":\"garden\",\"kind\":\"public\",\"name\":\"Park\",\"topic\":\"trees\"");
    }

    @Test
    void what_is_so_already_is_no_change_and_is_not_told() {
        world.channel(Kind.PUBLIC, "Garden", "ann");
        long before = logs.head("garden");
        assertThat(change("ann", "garden", "Garden", "", false)).isInstanceOf(ChannelResult.Done.class);
        assertThat(logs.head("garden")).isEqualTo(before);
        change("ann", "garden", "Garden", "trees", null);
        assertThat(logs.head("garden")).isEqualTo(before + 1);
        assertThat(change("ann", "garden", "Garden", "trees", null)).isInstanceOf(ChannelResult.Done.class);
        assertThat(logs.head("garden")).isEqualTo(before + 1);
        change("ann", "garden", "GARDEN", "trees", null);
        change("ann", "garden", null, "", null);
        assertThat(logs.head("garden")).isEqualTo(before + 3);
    }

    @Test
    void a_name_that_another_channel_has_is_taken_but_not_by_itself() {
        world.channel(Kind.PUBLIC, "Garden", "ann");
        world.channel(Kind.PUBLIC, "Park", "ann");
        assertThat(change("ann", "garden", "PARK", null, null)).isEqualTo(new ChannelResult.NameTaken());
        assertThat(change("ann", "garden", "GARDEN", null, null)).isInstanceOf(ChannelResult.Done.class);
    }

    @Test
    void a_name_that_was_given_up_is_free() {
        world.channel(Kind.PUBLIC, "Garden", "ann");
        change("ann", "garden", "Park", null, null);
        assertThat(create("second", Kind.PUBLIC, "garden", null)).isInstanceOf(ChannelResult.Created.class);
    }

    @Test
    void members_change_nothing_and_workspace_admins_may() {
        world.channel(Kind.PUBLIC, "Garden", "ann", "bob");
        assertThat(change("bob", "garden", "Mine", null, null)).isInstanceOf(ChannelResult.NotAllowed.class);
        assertThat(channels.change("dora", true, "garden", new ChannelChange("Park", null, null)))
                .isInstanceOf(ChannelResult.Done.class);
    }

    @Test
    void into_the_archive_and_out_of_it_is_told_and_voids_what_was_known() {
        world.channel(Kind.PUBLIC, "Garden", "ann");
        long before = logs.head("garden");
        change("ann", "garden", null, null, true);
        assertThat(lastOn("garden", 1).getFirst())
                .startsWith("channel.archived")
                .contains("\"archived\":true");
        assertThat(logs.isFencedAfter("garden", before)).isTrue();
        change("ann", "garden", null, null, true);
        assertThat(logs.head("garden")).isEqualTo(before + 1);
        change("ann", "garden", null, null, false);
        assertThat(lastOn("garden", 1).getFirst())
                .startsWith("channel.archived")
                .contains("\"archived\":false");
    }

    @Test
    void a_block_bars_the_two_from_their_direct_channel_alone() {
        world.channel(Kind.DIRECT, "two", "ann", "bob");
        world.channel(Kind.GROUP, "three", "ann", "bob", "carl");
        world.channel(Kind.DIRECT, "alone", "ann", "ann");
        world.block("ann", "bob", "two");
        assertThat(channels.membership("ann", "two").orElseThrow().bar()).isEqualTo(Bar.OWN);
        assertThat(channels.membership("bob", "two").orElseThrow().bar()).isEqualTo(Bar.OTHERS);
        assertThat(channels.membership("bob", "three").orElseThrow().bar()).isEqualTo(Bar.NONE);
        assertThat(channels.membership("ann", "alone").orElseThrow().bar()).isEqualTo(Bar.NONE);
    }

    @Test
    void who_is_blocked_begins_no_direct_channel() {
        world.channel(Kind.DIRECT, "two", "ann", "bob");
        world.block("ann", "carl", "two");
        assertThat(direct("carl", "ann")).isEqualTo(new ChannelResult.NotAllowed(Bar.OTHERS.why()));
        assertThat(direct("ann", "carl")).isEqualTo(new ChannelResult.NotAllowed(Bar.OWN.why()));
        world.block("ann", "bob", "two");
        assertThat(direct("bob", "ann")).as("it is there to be read").isInstanceOf(ChannelResult.Existing.class);
    }

    private ChannelResult direct(String creator, String other) {
        return world.create("new", creator, new NewChannel(Kind.DIRECT, null, null, List.of(other)));
    }

    // Memberships

    @Test
    void a_membership_says_who_is_where_as_of_when() {
        world.channel(Kind.PRIVATE, "Cellar", "ann", "bob");
        Membership bob = channels.membership("bob", "cellar").orElseThrow();
        assertThat(bob.user()).isEqualTo("bob");
        assertThat(bob.channel()).isEqualTo("cellar");
        assertThat(bob.role()).isEqualTo(MemberRole.MEMBER);
        assertThat(bob.kind()).isEqualTo(Kind.PRIVATE);
        assertThat(bob.asOf()).isEqualTo(logs.fence("cellar"));
        assertThat(bob.isArchived()).isFalse();
    }

    @Test
    void a_presumed_membership_is_forgotten_when_it_is_found_to_have_ended() {
        world.channel(Kind.PRIVATE, "Cellar", "ann", "bob");
        assertThat(channels.presumedMembership("bob", "cellar")).isPresent();
        logs.appendAndWait(new Dismissing(world.store(), "ann", false, "bob", "cellar")); // on another node
        assertThat(channels.presumedMembership("bob", "cellar")).isPresent();
        assertThat(channels.membership("bob", "cellar")).isEmpty();
        assertThat(channels.presumedMembership("bob", "cellar")).isEmpty();
    }

    @Test
    void a_presumed_membership_ends_at_once_on_the_node_that_ends_it() {
        world.channel(Kind.PRIVATE, "Cellar", "ann", "bob");
        channels.presumedMembership("bob", "cellar");
        dismiss("ann", "bob", "cellar");
        assertThat(channels.presumedMembership("bob", "cellar")).isEmpty();
    }
}
