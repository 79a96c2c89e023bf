import { startTransition, useCallback, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { forgetSearches } from "../features/search/recent";
import { forgetHabits } from "../lib/emoji-habits";
import { type Http, HttpProblem } from "../lib/http";
import { language, t } from "../lib/i18n";
import { placeAt } from "../lib/places";
import { rememberUser } from "../lib/this-device";
import { useCell } from "../lib/use-cell";
import { type Live, LiveContext } from "../live/live-context";
import { Button } from "../ui/Button";
import { late } from "../ui/late";
import styles from "./App.module.css";
import { openSession } from "./connect";
import { keepGoing } from "./keep-going";
import { readAhead } from "./read-ahead";
import { keepApp } from "./updates";
import { Workspace } from "./Workspace";

const AuthPage = late(() => import("../features/session/AuthPage").then((all) => all.AuthPage));

type Session =
  | { state: "unknown" }
  | { state: "none" }
  | { state: "unreachable" }
  | { state: "in"; live: Live };

interface AppProps {
  http: Http;
  /** From then on there are words. */
  speaking: Promise<void>;
  /** What came of the first look for a session, which is under way before anything is drawn. */
  first: Promise<Live>;
}

export function App({ http, speaking, first }: AppProps) {
  useCell(language); // Another one draws everything again, and what remembers its drawing listens for itself.
  const [session, setSession] = useState<Session>({ state: "unknown" });
  const [path, go] = useLocation();
  /** Where somebody wanted to go who had to sign in first. */
  const wanted = useRef("/");
  const begun = useRef<Promise<Live> | null>(first);

  const look = useCallback(async () => {
    setSession({ state: "unknown" });
    try {
      const path = wanted.current === "/" ? window.location.pathname : wanted.current;
      const opening = begun.current ?? openSession(http, path);
      begun.current = null;
      const live = await opening;
      await speaking;
      const channel = placeAt(path)?.channel ?? live.vault.lastChannel;
      if (channel) await readAhead(live, channel);
      // Drawn bit by bit, for it is much at once: a key or a finger need not wait for all of it.
      startTransition(() => setSession({ state: "in", live }));
    } catch (error) {
      await speaking;
      const none = error instanceof HttpProblem && error.status === 401;
      setSession({ state: none ? "none" : "unreachable" });
    }
  }, [http, speaking]);

  useEffect(() => void look(), [look]);

  const live = session.state === "in" ? session.live : null;
  useEffect(() => {
    if (!live) return;
    return keepGoing(live, http, () => setSession({ state: "none" }));
  }, [live, http]);

  const inside = session.state === "in";
  const isDrawn = inside || session.state === "none";
  useEffect(() => {
    // Where it may not be kept, it is fetched each time.
    if (isDrawn && import.meta.env.PROD) void keepApp().catch(() => {});
  }, [isDrawn]);

  useEffect(() => {
    if (session.state === "none" && path !== "/sign-up" && path !== "/sign-in") {
      wanted.current = path;
      go("/sign-in", { replace: true });
    }
    if (inside && (path === "/sign-up" || path === "/sign-in")) {
      go(wanted.current, { replace: true });
      wanted.current = "/";
    }
  }, [session.state, inside, path, go]);

  const leave = useCallback(async () => {
    if (!live) return;
    live.store.stop();
    live.uploads.stop();
    await live.vault.wipe();
    rememberUser(null);
    forgetHabits(live.store.me.get().id);
    forgetSearches(live.store.me.get().id);
    // A fresh page: nothing of the last user stays in memory.
    window.location.assign("/sign-in");
  }, [live]);

  switch (session.state) {
    case "unknown":
      return null; // Then there are the shapes of index.html.
    case "unreachable":
      return (
        <main className={styles.unreachable}>
          <h1 className="hidden-text">{t.app}</h1>
          <p role="alert">{t.failure.unreachable}</p>
          <Button look="primary" onClick={look}>
            {t.failure.retry}
          </Button>
        </main>
      );
    case "none":
      return <AuthPage http={http} onSignedIn={() => void look()} />;
    case "in":
      return (
        <LiveContext value={session.live}>
          <Workspace onSignedOut={leave} />
        </LiveContext>
      );
  }
}
