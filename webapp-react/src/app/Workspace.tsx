import {
  type CSSProperties,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useLocation } from "wouter";
import { startDirect } from "../features/channels/channels-api";
import type { ChannelDialog } from "../features/channels/Sidebar";
import { prefetchUnread } from "../features/channels/use-prefetch";
import { ProfileCards } from "../features/people/ProfileCards";
import { arrangement } from "../lib/arrangement";
import { loadEmoji } from "../lib/emoji";
import { t } from "../lib/i18n";
import { idle } from "../lib/idle";
import { numberText } from "../lib/numbers";
import { placeAt } from "../lib/places";
import { useCell } from "../lib/use-cell";
import { useWhenSeen } from "../lib/use-later";
import { useLayout } from "../lib/use-layout";
import { watchViewport } from "../lib/viewport";
import { goBack } from "../lib/way";
import { useChannels, useIsQuiet, useLive, useMe } from "../live/live-context";
import { badgeOf, directWith, isNews, labelOf } from "../live/naming";
import { loadFinders } from "../live/use-suggestions";
import type { ChannelView } from "../live/views";
import { Boundary } from "../ui/Boundary";
import { Button } from "../ui/Button";
import { late, preloadAll } from "../ui/late";
import { ActivityTabs } from "./ActivityTabs";
import { ConnectionBanner } from "./ConnectionBanner";
import { Conversation } from "./Conversation";
import { SessionEnded } from "./SessionEnded";
import { SidePane } from "./SidePane";
import { TabBar } from "./TabBar";
import { UpdateBar } from "./UpdateBar";
import { useEdgeSwipe } from "./use-edge-swipe";
import { useIdle } from "./use-idle";
import { useShortcuts } from "./use-shortcuts";
import { useSide } from "./use-side";
import styles from "./Workspace.module.css";

const Splitter = late(() => import("../ui/Splitter").then((all) => all.Splitter));
const BrowseChannels = late(() =>
  import("../features/channels/BrowseChannels").then((all) => all.BrowseChannels),
);
const CreateChannel = late(() =>
  import("../features/channels/CreateChannel").then((all) => all.CreateChannel),
);
const NewDirect = late(() => import("../features/channels/NewDirect").then((all) => all.NewDirect));
const ThreadList = late(() => import("../features/threads/ThreadList").then((all) => all.ThreadList));
const Welcome = late(() => import("../features/welcome/Welcome").then((all) => all.Welcome));
const SignOut = late(() => import("./SignOut").then((all) => all.SignOut));
const Gone = late(() => import("./Gone").then((all) => all.Gone));
const DraftList = late(() => import("../features/drafts/DraftList").then((all) => all.DraftList));
const AccountDialog = late(() =>
  import("../features/account/AccountDialog").then((all) => all.AccountDialog),
);
const MentionList = late(() => import("../features/mentions/MentionList").then((all) => all.MentionList));
const Switcher = late(() => import("../features/switcher/Switcher").then((all) => all.Switcher));
const SearchPage = late(() => import("../features/search/SearchPage").then((all) => all.SearchPage));
const StatusDialog = late(() => import("../features/status/StatusDialog").then((all) => all.StatusDialog));
const AllRead = late(() => import("./AllRead").then((all) => all.AllRead));
const KeySheet = late(() => import("./KeySheet").then((all) => all.KeySheet));
const You = late(() => import("./You").then((all) => all.You));
const SavedList = late(() => import("../features/keeping/SavedList").then((all) => all.SavedList));

const LATER = 3_000;

/** What is in the middle and is no conversation. */
const PAGES = new Set(["/threads", "/mentions", "/search", "/drafts", "/saved", "/you"]);

type Layer = ChannelDialog | "switcher" | "people" | "account" | "status" | "leave" | "all-read" | null;

export function Workspace({ onSignedOut }: { onSignedOut: () => void }) {
  const { store, vault, http } = useLive();
  const me = useMe();
  const channels = useChannels();
  const boot = useCell(store.boot);
  const [path, go] = useLocation();
  const place = placeAt(path);
  const isAtPage = PAGES.has(path);
  const layout = useLayout();
  const isCompact = layout === "compact";
  const [layer, setLayer] = useState<Layer>(null);
  // Above any layer, so that it can be asked there as well.
  const [hasKeys, setKeys] = useState(false);
  const current = place?.channel ?? null;
  const channel = channels.find(({ id }) => id === current);
  const close = useCallback(() => setLayer(null), []);
  const open = useCallback(
    (id: string) => {
      setLayer(null);
      go(`/c/${id}`);
    },
    [go],
  );
  const directOf = useCallback(
    async (user: string) => {
      const known = directWith(store.channels.get(), user, me.id);
      if (known) return known.id;
      const direct = await startDirect(http, user);
      store.adopt(direct);
      return direct.id;
    },
    [http, store, me.id],
  );
  const write = useCallback(async (user: string) => open(await directOf(user)), [directOf, open]);
  const region = useRef<HTMLDivElement>(null);
  const searchHere = async () => {
    try {
      const { filter, wordFor } = await import("../features/search/query");
      const inHere = channel ? `${filter("in", wordFor(channel, me.id))} ` : "";
      go(`/search?query=${encodeURIComponent(inHere)}`);
    } catch {
      // The page of the search says what is the matter.
      go("/search");
    }
  };
  const search = (everywhere: boolean) => {
    // The second time it is the browser's own way to find something on the page.
    if (!everywhere && !channel) return false;
    if (path === "/search") document.querySelector<HTMLElement>('[data-region="search"] input')?.focus();
    else if (everywhere) go("/search");
    else void searchHere();
    return true;
  };
  useIdle(useCallback((isIdle: boolean) => store.presences.turn(isIdle), [store]));
  const side = useSide(layout, path);
  useShortcuts({
    region,
    current,
    onSwitcher: () => setLayer("switcher"),
    onPeople: () => setLayer("people"),
    onMentions: () => go("/mentions"),
    onThreads: () => go("/threads"),
    onKeys: () => setKeys(!hasKeys),
    onAllRead: () => setLayer("all-read"),
    onSearch: search,
    onOpen: open,
    onDrafts: () => go("/drafts"),
    onSidebar: () => (isCompact ? path !== "/" && go("/") : side.fold()),
  });

  useEffect(() => {
    if (current) vault.visited(current);
  }, [vault, current]);

  // On a wide screen an empty right side helps nobody: go where one was last. Not under a dialog: whoever makes a first
  // channel is led to it when the dialog is closed, and the focus with them.
  const isLayered = layer !== null;
  useEffect(() => {
    if (current || isAtPage || boot !== "ready" || isCompact || isLayered) return;
    const last =
      channels.find(({ id }) => id === vault.lastChannel) ?? channels.find((each) => !each.archived);
    if (last) go(`/c/${last.id}`, { replace: true });
  }, [current, isAtPage, boot, isCompact, isLayered, channels, vault, go]);

  // Of use to the first press of a button, or to the first emoji by its name; of no use to the first paint.
  useEffect(() => {
    if (boot !== "ready") return;
    const timer = setTimeout(() => {
      void prefetchUnread(store)
        .then(() => preloadAll(idle))
        .then(loadEmoji)
        .then(loadFinders)
        .catch(() => {});
    }, LATER);
    return () => clearTimeout(timer);
  }, [boot, store]);

  const labels = useRef(new Map<string, string>());
  useEffect(() => {
    if (channel) labels.current.set(channel.id, labelOf(channel, me.id));
  }, [channel, me.id]);

  useLayoutEffect(() => {
    document.documentElement.dataset.density = me.preferences.density;
  }, [me.preferences.density]);

  useTitle(channel ? labelOf(channel, me.id) : null, channels);

  const up = place?.thread || place?.details ? `/c/${place.channel}` : "/";
  const hasBack = current !== null || isAtPage;
  const isSideThere = useWhenSeen(!isCompact || !hasBack);
  useEdgeSwipe(
    region,
    isCompact && hasBack,
    useCallback(() => goBack(up), [up]),
  );
  useEffect(() => watchViewport(), []);

  const account = {
    onAccount: () => setLayer("account"),
    onStatus: () => setLayer("status"),
    onSignOut: () => setLayer("leave"),
  };
  const isNew = boot === "ready" && channels.length === 0;
  const welcome = (
    <Welcome
      user={me.id}
      isNew={isNew}
      onBrowse={() => setLayer("browse")}
      onCreate={() => setLayer("create")}
      onAccount={account.onAccount}
    />
  );
  const activity = isCompact && <ActivityTabs path={path} />;
  return (
    <div
      ref={region}
      className={styles.app}
      data-pane={hasBack ? "conversation" : "channels"}
      data-sidebar={isCompact ? undefined : side.state}
      style={{ "--side-width": `${side.width}px` } as CSSProperties}
    >
      <button type="button" className={styles.skip} onClick={skipToMessages}>
        {t.nav.skip}
      </button>
      <div ref={side.pane} className={styles.sidebar} role={isCompact && !hasBack ? "main" : undefined}>
        <nav className={styles.ways} aria-label={t.nav.region} data-region="channels">
          {isSideThere && (
            <SidePane
              path={path}
              isAlone={isCompact && !hasBack}
              current={current}
              rail={side.state === "rail"}
              onDialog={setLayer}
              onJump={() => setLayer("switcher")}
              onFold={side.fold}
              {...account}
            />
          )}
          {layout === "wide" && side.state === "whole" && (
            <Splitter
              part="sidebar"
              label={t.nav.width}
              onDrag={(size) =>
                region.current?.style.setProperty("--side-width", `${size ?? arrangement.get().sidebar}px`)
              }
            />
          )}
        </nav>
        {isCompact && !hasBack && isNew && <div className={styles.first}>{welcome}</div>}
      </div>
      <main className={styles.main}>
        <UpdateBar />
        <ConnectionBanner />
        <Boundary key={current ?? path}>
          {channel && place ? (
            <Conversation
              key={channel.id}
              channel={channel}
              place={place}
              layered={isLayered}
              onSearch={() => void searchHere()}
              directWith={directOf}
            />
          ) : path === "/threads" ? (
            <ThreadList tools={activity} />
          ) : path === "/mentions" ? (
            <MentionList tools={activity} />
          ) : path === "/search" ? (
            <SearchPage onOpen={open} onPerson={write} />
          ) : path === "/drafts" ? (
            <DraftList />
          ) : path === "/saved" ? (
            <SavedList />
          ) : path === "/you" ? (
            <You {...account} />
          ) : current && boot === "ready" ? (
            <Gone
              key={current}
              channel={current}
              label={labels.current.get(current) ?? null}
              onBrowse={() => setLayer("browse")}
            />
          ) : (
            <Nothing boot={boot}>{welcome}</Nothing>
          )}
        </Boundary>
      </main>
      {isCompact && <TabBar path={path} />}
      <ProfileCards onMessage={write} onAccount={account.onAccount} />
      {(layer === "switcher" || layer === "people") && (
        <Switcher begin={layer === "people" ? "@" : ""} onClose={close} onOpen={open} onPerson={write} />
      )}
      {layer === "create" && <CreateChannel onClose={close} onOpen={open} />}
      {layer === "browse" && <BrowseChannels onClose={close} onOpen={open} />}
      {layer === "direct" && <NewDirect onClose={close} onOpen={open} />}
      {layer === "account" && <AccountDialog onClose={close} onKeys={() => setKeys(true)} />}
      {layer === "status" && <StatusDialog onClose={close} />}
      {layer === "leave" && <SignOut onClose={close} onOut={onSignedOut} />}
      {layer === "all-read" && <AllRead onClose={close} />}
      {hasKeys && <KeySheet onClose={() => setKeys(false)} />}
      <SessionEnded />
    </div>
  );
}

function skipToMessages() {
  const feed = document.querySelector<HTMLElement>('[data-region="messages"]');
  (feed?.querySelector<HTMLElement>('article[tabindex="0"]') ?? feed)?.focus();
}

function useTitle(label: string | null, channels: readonly ChannelView[]) {
  const isQuiet = useIsQuiet();
  const urgent = channels.reduce((sum, each) => sum + badgeOf(each), 0);
  const some = channels.some(isNews);
  useEffect(() => {
    const mark = isQuiet ? "" : urgent > 0 ? `(${numberText(urgent)}) ` : some ? "• " : "";
    document.title = mark + (label ? `${label} · ${t.app}` : t.app);
    // On the icon of an app that is installed; where it cannot be shown, the title says it.
    navigator.setAppBadge?.(isQuiet ? 0 : urgent).catch(() => {});
  }, [label, urgent, some, isQuiet]);
}

interface NothingProps {
  boot: "loading" | "ready" | "failed";
  /** What is said where all is well. */
  children: ReactNode;
}

function Nothing({ boot, children }: NothingProps) {
  const { store } = useLive();
  if (boot === "loading") return <div className={styles.nothing} aria-busy="true" />;
  if (boot === "failed") {
    return (
      <div className={styles.nothing}>
        <p role="alert">{t.failure.unreachable}</p>
        <Button onClick={() => store.reload()}>{t.failure.retry}</Button>
      </div>
    );
  }
  return <div className={styles.nothing}>{children}</div>;
}
