import { Fragment } from "react";
import { t } from "../lib/i18n";
import { keysOf } from "../lib/key-names";
import type { KeyIn, KeyPlace } from "../lib/keys";
import { lateWords } from "../lib/late-words";
import { Dialog } from "../ui/Dialog";
import styles from "./KeySheet.module.css";

type Meanings = { [P in KeyPlace]: Record<KeyIn<P>, string> };

function meanings(): Meanings {
  const words = lateWords().keys;
  const { timeline } = t;
  return {
    anywhere: {
      switcher: t.switcher.title,
      people: words.person,
      searchHere: words.searchHere,
      search: t.search.title,
      previous: words.previous,
      next: words.next,
      previousUnread: words.previousUnread,
      nextUnread: words.nextUnread,
      region: words.region,
      regionBack: words.regionBack,
      activity: t.mentions.title,
      threads: t.threads.title,
      drafts: t.drafts.title,
      sidebar: words.sidebar,
      keys: words.open,
      close: words.close,
      allRead: lateWords().allRead.title,
    },
    browser: { back: words.back, forward: words.forward },
    composer: {
      send: t.composer.send,
      newline: words.newline,
      sendAlways: words.sendAlways,
      editLast: words.editLast,
      recall: words.recall,
      bold: words.bold,
      italic: words.italic,
      code: words.code,
      strike: words.strike,
      codeBlock: words.codeBlock,
      attach: t.files.attach,
      pageUp: words.scrollUp,
      pageDown: words.scrollDown,
    },
    row: {
      previous: words.previousMessage,
      next: words.nextMessage,
      pageUp: words.messagesUp,
      pageDown: words.messagesDown,
      first: words.firstMessage,
      last: words.lastMessage,
      open: words.openMessage,
      menu: timeline.actions,
      thread: timeline.reply,
      edit: timeline.edit,
      react: timeline.react,
      pin: timeline.pin,
      save: timeline.save,
      unread: timeline.markUnread,
      link: timeline.link,
      forward: t.forward.title,
      delete: timeline.delete,
    },
    sidebar: {
      previous: words.up,
      next: words.down,
      outwards: words.outwards,
      inwards: words.inwards,
      first: words.first,
      last: words.last,
    },
  };
}

/** The browser's own keys count wherever ours do. */
const GROUPS = {
  anywhere: ["anywhere", "browser"],
  composer: ["composer"],
  row: ["row"],
  sidebar: ["sidebar"],
};

/** Every key there is, by where it counts. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const words = lateWords().keys;
  const all: Record<string, Record<string, string>> = meanings();
  return (
    <Dialog title={words.title} size="large" onClose={onClose}>
      <div
        className={styles.sheet}
        role="group"
        aria-label={words.title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing else to stop at.
        tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
        data-autofocus
      >
        <p className={styles.lead}>{words.lead}</p>
        {Object.entries(GROUPS).map(([name, places]) => (
          <section key={name} className={styles.group}>
            <h3 className={styles.place}>{words.places[name as keyof typeof GROUPS]}</h3>
            <dl className={styles.keys}>
              {places.flatMap((place) =>
                Object.entries(all[place] ?? {}).map(([id, meaning]) => (
                  <div key={place + id} className={styles.key} data-key={`${place}.${id}`}>
                    <dt>{meaning}</dt>
                    <dd dir="ltr">
                      <Ways ways={keysOf(place as KeyPlace, id as never)} or={words.or} />
                    </dd>
                  </div>
                )),
              )}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Ways({ ways, or }: { ways: string[][]; or: string }) {
  return ways.map((way, at) => (
    <Fragment key={way.join()}>
      {at > 0 && <span className={styles.or}> {or} </span>}
      {way.map((key) => (
        <Fragment key={key}>
          <kbd>{key}</kbd>{" "}
        </Fragment>
      ))}
    </Fragment>
  ));
}
