package dev.confab.dev.seed;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.confab.account.Accounts;
import dev.confab.account.Identity;
import dev.confab.account.Role;
import dev.confab.channel.Channel;
import dev.confab.channel.ChannelChange;
import dev.confab.channel.ChannelResult;
import dev.confab.channel.Channels;
import dev.confab.channel.Membership;
import dev.confab.channel.NewChannel;
import dev.confab.log.Ids;
import dev.confab.log.Logs;
import dev.confab.message.ChangeResult;
import dev.confab.message.Draft;
import dev.confab.message.Messages;
import dev.confab.message.PostResult;
import dev.confab.ops.Settings;
import dev.confab.readmark.ReadMarks;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Does the deeds, each at its time and each in a transaction of its own: a transaction has one time. Whatever is refused
 * ends it; a year has been thought out so that nothing is. For one thread.
 */
@Dependent
class Enactment {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    @Inject
    private SeedClock clock;

    @Inject
    private Accounts accounts;

    @Inject
    private Channels channels;

    @Inject
    private Messages messages;

    @Inject
    private ReadMarks readMarks;

    @Inject
    private Logs logs;

    @Inject
    private Settings settings;

    private final Map<String, String> people = new HashMap<>();
    private final Map<Place, String> places = new HashMap<>();
    private final Map<String, String> said = new HashMap<>();
    private String passwordHash;

    void perform(Deed deed) {
        clock.show(deed.at());
        Object result = done(deed);
        if (!isDone(result)) {
            throw new IllegalStateException(deed + " came to nothing: " + result);
        }
    }

    private Object done(Deed deed) {
        return switch (deed) {
            case Deed.Arrive arrive -> arrive(arrive.person());
            case Deed.Promote(Instant at, Person person) ->
                accounts.administer(owner(), people.get(person.username()), Role.ADMIN, null);
            case Deed.Depart(Instant at, Person person) ->
                accounts.administer(owner(), people.get(person.username()), null, true);
            case Deed.Open open -> open(open.place());
            case Deed.Join join -> join(join);
            case Deed.Leave(Instant at, Place place, String member) ->
                channels.dismiss(people.get(member), false, people.get(member), places.get(place));
            case Deed.Rework(Instant at, Place place, ChannelChange change) ->
                channels.change(people.get(place.creator()), false, places.get(place), change);
            case Deed.Say say -> say(say);
            case Deed.Edit(Instant at, Deed.Say original, String text) ->
                messages.edit(people.get(original.author()), said.get(original.clientId()), text);
            case Deed.Delete(Instant at, Deed.Say original) ->
                messages.delete(people.get(original.author()), false, said.get(original.clientId()));
            case Deed.Read read -> read(read);
        };
    }

    private static boolean isDone(Object result) {
        return switch (result) {
            case ChannelResult.Created created -> true;
            case ChannelResult.Done done -> true;
            case ChangeResult.Changed changed -> true;
            case PostResult.Posted posted -> true;
            case Accounts.UpdateResult.Updated updated -> true;
            case Long mark -> true;
            case String id -> true;
            default -> false;
        };
    }

    private Object arrive(Person person) {
        if (passwordHash == null) {
            Settings.SignIns price = settings.signIns();
            passwordHash = Password.hash(Seed.PASSWORD)
                    .addRandomSalt(SALT_BYTES)
                    .with(Argon2Function.getInstance(
                            price.hashMemoryKiB(), price.hashIterations(), 1, HASH_BYTES, Argon2.ID))
                    .getResult();
        }
        String id = Ids.next();
        logs.appendAndWait(new Arriving(id, person, people.isEmpty() ? Role.OWNER : Role.MEMBER, passwordHash));
        people.put(person.username(), id);
        return id;
    }

    private Identity owner() {
        String id = people.get(World.PEOPLE.getFirst().username());
        return new Identity(id, Role.OWNER, "", false, Instant.MAX);
    }

    private ChannelResult open(Place place) {
        List<String> others = place.kind() == Channel.Kind.DIRECT ? List.of(people.get(place.other())) : List.of();
        ChannelResult result = channels.create(
                people.get(place.creator()), new NewChannel(place.kind(), place.name(), place.topic(), others));
        if (result instanceof ChannelResult.Created(Channel channel)) {
            places.put(place, channel.id());
        }
        return result;
    }

    private ChannelResult join(Deed.Join join) {
        Place place = join.place();
        String actor = place.kind() == Channel.Kind.PUBLIC ? join.member() : place.creator();
        return channels.admit(people.get(actor), people.get(join.member()), places.get(place));
    }

    private PostResult say(Deed.Say say) {
        Draft draft = new Draft(say.clientId(), say.text());
        PostResult result = Logs.await(messages.post(people.get(say.author()), places.get(say.place()), draft));
        if (result instanceof PostResult.Posted posted) {
            said.put(say.clientId(), posted.message().message().id());
        }
        return result;
    }

    private Object read(Deed.Read read) {
        Membership reader = channels.membership(people.get(read.reader()), places.get(read.place()))
                .orElseThrow(() -> new IllegalStateException(read + ": not a member"));
        return Logs.await(readMarks.move(reader, Long.MAX_VALUE, false));
    }
}
