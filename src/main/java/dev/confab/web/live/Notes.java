package dev.confab.web.live;

import dev.confab.draft.KeptDrafts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Tells people's devices what they write on the others. The one that has written hears it too, and knows it already. */
@ApplicationScoped
public class Notes {
    @Inject
    private Hub hub;

    @Inject
    private KeptDrafts drafts;

    protected Notes() {} // the container makes a proxy by it

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        drafts.follow((user, draft) -> hub.signal(user, Frames.draft(draft)));
    }
}
