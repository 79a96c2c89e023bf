import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLocation, useRouter } from "wouter";
import { explain } from "../../lib/failure";
import { HttpProblem } from "../../lib/http";
import { t } from "../../lib/i18n";
import { lateWords } from "../../lib/late-words";
import { useChannels, useLive, useMe, usePeople } from "../../live/live-context";
import type { ChannelFacts, User } from "../../live/wire";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Page } from "../../ui/Page";
import { Chips, useSaying } from "./Chips";
import { HitRow } from "./HitRow";
import { type FilterPiece, filtersOf, without } from "./query";
import { forgetSearches, recentOf, remember } from "./recent";
import { SearchField, type SearchFieldHandle } from "./SearchField";
import styles from "./SearchPage.module.css";
import { type Found, join } from "./search-api";
import { keptFor, leaving, useResults } from "./use-results";

interface SearchPageProps {
  onOpen: (channel: string) => void;
  onPerson: (user: string) => Promise<void>;
  /** A page is left, not closed. */
  onClose?: never;
}

const PAUSE = 250;
/** A filter that is still being written is no question yet. */
const LONG_PAUSE = 1_200;
const UNFINISHED = /(?:^|\s)(?:from|in|has|is|before|after|on):\S*$/iu;

const addressOf = (query: string) => (query ? `/search?query=${encodeURIComponent(query)}` : "/search");

const hitsIn = (list: HTMLElement | null) => [...(list?.querySelectorAll<HTMLElement>("[data-hit]") ?? [])];

/** As the address has it: wouter's useSearchParams decodes twice, and %41 would be an A. */
function useQuestion(): string {
  const router = useRouter();
  return new URLSearchParams(router.searchHook(router)).get("query") ?? "";
}

/** Looks through everything that this person may read. The address holds the question, so going back finds it again. */
export function SearchPage({ onOpen, onPerson }: SearchPageProps) {
  const me = useMe();
  const [, go] = useLocation();
  const query = useQuestion();
  const [recent, setRecent] = useState(() => recentOf(me.id));
  const { results, more, retry } = useResults(query);
  const field = useRef<SearchFieldHandle>(null);
  const list = useRef<HTMLDivElement>(null);

  const [text, setText] = useState(query);
  const put = useRef(query);
  const ask = useCallback(
    (wanted: string) => {
      put.current = wanted;
      go(addressOf(wanted), { replace: true });
    },
    [go],
  );
  // By a link, or by going back: not by what is typed here.
  useEffect(() => {
    if (query === put.current) return;
    put.current = query;
    setText(query);
  }, [query]);
  // Not at each key: browsers put a limit to how often an address may change.
  useEffect(() => {
    if (text === put.current) return;
    const timer = setTimeout(() => ask(text), UNFINISHED.test(text) ? LONG_PAUSE : PAUSE);
    return () => clearTimeout(timer);
  }, [text, ask]);
  const drop = (piece: FilterPiece) => {
    const rest = without(text, piece);
    setText(rest);
    ask(rest);
    field.current?.focus();
  };
  const settle = (asked: string) => {
    remember(me.id, asked);
    setRecent(recentOf(me.id));
  };
  // Back from a hit: at the same place in the list. Otherwise one has come to type.
  const [arrival] = useState(() => keptFor(query.trim()));
  useLayoutEffect(() => {
    const opened =
      arrival?.opened && hitsIn(list.current).find(({ dataset }) => dataset.hit === arrival.opened);
    if (!opened) return field.current?.focus();
    if (list.current) list.current.scrollTop = arrival.scroll;
    opened.focus({ preventScroll: true });
  }, [arrival]);

  const leave = (id: string) => {
    settle(query);
    leaving(query.trim(), id, list.current?.scrollTop ?? 0);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const all = hitsIn(list.current);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next =
      event.key === "ArrowDown"
        ? at + 1
        : event.key === "ArrowUp"
          ? at - 1
          : event.key === "Home"
            ? 0
            : event.key === "End"
              ? all.length - 1
              : null;
    if (at < 0 || next === null) return;
    event.preventDefault();
    if (next < 0) field.current?.focus();
    else all[Math.min(next, all.length - 1)]?.focus();
  };

  return (
    <Page
      title={t.search.title}
      busy={results.state === "asking"}
      region="search"
      scroller={list}
      head={
        <SearchField
          ref={field}
          query={text}
          recent={recent}
          onQuery={setText}
          onDone={() => {
            ask(text);
            settle(text);
          }}
          onDown={() => hitsIn(list.current)[0]?.focus()}
          onForget={() => {
            forgetSearches(me.id);
            setRecent([]);
          }}
        />
      }
      tools={<Chips query={text} onBegin={(key) => field.current?.begin(key)} onDrop={drop} />}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links in it */}
      <div className={styles.results} role="presentation" onKeyDown={onKeyDown}>
        {results.state === "nothing" && <p className={styles.lead}>{lateWords().search.lead}</p>}
        {results.state === "later" && (
          <p role="status" className={styles.lead}>
            {lateWords().search.later}
          </p>
        )}
        {results.state === "failed" && (
          <div role="alert" className={styles.failed}>
            <p>{explain(results.error)}</p>
            {!isRefused(results.error) && (
              <Button small onClick={retry}>
                {t.failure.retry}
              </Button>
            )}
          </div>
        )}
        {"found" in results && results.found && (
          <FoundList found={results.found} onOpen={onOpen} onPerson={onPerson} onLeave={leave} />
        )}
        {results.state === "here" && isEmpty(results.found) && <Nothing query={query} onDrop={drop} />}
        {results.state === "here" && results.found.next && (
          <div className={styles.more}>
            {results.more === "failed" && <p role="alert">{t.failure.generic}</p>}
            <Button data-hit="more" disabled={results.more === "asking"} onClick={() => void more()}>
              {lateWords().search.more}
            </Button>
          </div>
        )}
      </div>
      <p role="status" className="hidden-text">
        {results.state === "here" &&
          lateWords().search.found(results.found.messages.length, results.found.next !== null)}
      </p>
    </Page>
  );
}

const isEmpty = ({ messages, people, channels, next }: Found) =>
  messages.length + people.length + channels.length === 0 && next === null;

/** The same question would be answered in the same way. */
const isRefused = (error: unknown) => error instanceof HttpProblem && error.status === 422;

interface FoundListProps {
  found: Found;
  onOpen: (channel: string) => void;
  onPerson: (user: string) => Promise<void>;
  onLeave: (id: string) => void;
}

function FoundList({ found, onOpen, onPerson, onLeave }: FoundListProps) {
  const people = usePeople();
  const channels = new Map(useChannels().map((channel) => [channel.id, channel]));
  const [failure, setFailure] = useState<unknown>(null);
  return (
    <>
      {failure !== null && (
        <p role="alert" className={styles.failed}>
          {explain(failure)}
        </p>
      )}
      {found.people.length > 0 && (
        <section>
          <h2 className={styles.heading}>{lateWords().search.people}</h2>
          <ul>
            {found.people.map((user) => (
              <PersonRow
                key={user.id}
                user={user}
                onOpen={() => {
                  onLeave(user.id);
                  onPerson(user.id).catch(setFailure);
                }}
              />
            ))}
          </ul>
        </section>
      )}
      {found.channels.length > 0 && (
        <section>
          <h2 className={styles.heading}>{lateWords().search.channels}</h2>
          <ul>
            {found.channels.map((channel) => (
              <ChannelRow
                key={channel.id}
                channel={channel}
                isMine={channels.has(channel.id)}
                onOpen={() => {
                  onLeave(channel.id);
                  onOpen(channel.id);
                }}
                onFailure={setFailure}
              />
            ))}
          </ul>
        </section>
      )}
      {found.messages.length > 0 && (
        <section>
          <h2 className={styles.heading}>{lateWords().search.messages}</h2>
          <ul>
            {found.messages.map((hit) => (
              <HitRow
                key={hit.message.id}
                hit={hit}
                author={people.get(hit.message.author)}
                channel={channels.get(hit.message.channel)}
                onOpen={onLeave}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function PersonRow({ user, onOpen }: { user: User; onOpen: () => void }) {
  return (
    <li>
      <button type="button" className={styles.row} data-hit={user.id} onClick={onOpen}>
        <Avatar id={user.id} name={user.displayName} size={28} />
        <span className={styles.author} dir="auto">
          {user.displayName}
        </span>
        <span className={styles.place} dir="auto">
          @{user.username}
        </span>
      </button>
    </li>
  );
}

interface ChannelRowProps {
  channel: ChannelFacts;
  isMine: boolean;
  onOpen: () => void;
  onFailure: (error: unknown) => void;
}

function ChannelRow({ channel, isMine, onOpen, onFailure }: ChannelRowProps) {
  const { http, store } = useLive();
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const enter = async () => {
    if (isMine) return onOpen();
    setBusy(true);
    try {
      await join(http, channel.id, me.id);
      await store.fetchChannel(channel.id);
      onOpen();
    } catch (error) {
      onFailure(error);
      setBusy(false);
    }
  };
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-hit={channel.id}
        disabled={busy}
        aria-label={isMine ? undefined : t.channel.joinWho(channel.name ?? "")}
        onClick={() => void enter()}
      >
        <span className={styles.glyph}>
          <Icon name={channel.kind === "private" ? "lock" : "hash"} size={18} />
        </span>
        <span className={styles.author} dir="auto">
          {channel.name}
        </span>
        <span className={styles.topic} dir="auto">
          {channel.topic}
        </span>
        {!isMine && <span className={styles.join}>{t.channel.join}</span>}
      </button>
    </li>
  );
}

/** Says what was looked for, and what could be left out. */
function Nothing({ query, onDrop }: { query: string; onDrop: (piece: FilterPiece) => void }) {
  const saying = useSaying();
  const filters = filtersOf(query);
  const words = filters.reduceRight(without, query);
  return (
    <div className={styles.empty}>
      <h2>{words ? lateWords().search.none(words) : lateWords().search.noneAtAll}</h2>
      <p>{filters.length > 0 ? lateWords().search.narrower : lateWords().search.noneLead}</p>
      <div className={styles.drops}>
        {filters.map((piece) => (
          <Button key={piece.start} small onClick={() => onDrop(piece)}>
            {t.search.drop(saying(piece))}
          </Button>
        ))}
      </div>
    </div>
  );
}
