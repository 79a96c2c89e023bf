package dev.confab.dev.seed;

import dev.confab.account.Role;
import dev.confab.event.Event;
import dev.confab.event.UserFacts;
import dev.confab.log.Change;
import dev.confab.log.Transaction;
import java.util.Collection;
import java.util.List;

/** One more account, as after signing up. */
record Arriving(String id, Person person, Role role, String passwordHash) implements Change<Void> {
    private static final String WORKSPACE = "workspace";

    @Override
    public Collection<String> logs() {
        return List.of(WORKSPACE);
    }

    @Override
    public Void write(Transaction tx) {
        UserFacts facts = new UserFacts(id, person.username(), person.displayName(), role.word(), tx.at(), false);
        NewcomerStore.add(tx, facts, passwordHash);
        tx.begin(id);
        tx.append(id, id, new Event.AccountUpdated(facts));
        return null;
    }
}
