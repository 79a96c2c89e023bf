import { t } from "../../lib/i18n";
import { useChannels, useMe, usePeople } from "../../live/live-context";
import { titleOf } from "../../live/naming";
import { Icon } from "../../ui/Icon";
import styles from "./Chips.module.css";
import { type FilterPiece, filtersOf, placed } from "./query";

/** What a filter says, in words. */
export function useSaying(): (piece: FilterPiece) => string {
  const me = useMe();
  const people = usePeople();
  const channels = useChannels();
  return ({ key, value }) => {
    switch (key) {
      case "from": {
        const wanted = value.replace(/^@/u, "").toLowerCase();
        const person = [...people.values()].find(
          ({ id, username }) => id === wanted || username.toLowerCase() === wanted,
        );
        return t.search.by(wanted === "me" ? t.search.me : (person?.displayName ?? value));
      }
      case "in": {
        const channel = placed(channels, value, me.id);
        return t.search.within(channel ? titleOf(channel, me.id) : value);
      }
      case "has":
      case "is":
        return t.search.feature[value.toLowerCase()] ?? `${key}:${value}`;
      case "before":
      case "after":
      case "on":
        return t.search.when[key](value);
    }
  };
}

/** The ways to narrow, and the filters that do: each can be taken out again. */
export function Chips({
  query,
  onBegin,
  onDrop,
}: {
  query: string;
  onBegin: (key: string) => void;
  onDrop: (piece: FilterPiece) => void;
}) {
  const saying = useSaying();
  return (
    <fieldset className={styles.chips}>
      <legend className="hidden-text">{t.search.filters}</legend>
      {filtersOf(query).map((piece) => (
        <button
          key={piece.start}
          type="button"
          className={`${styles.chip} ${styles.on}`}
          aria-label={t.search.drop(saying(piece))}
          onClick={() => onDrop(piece)}
        >
          <span className={styles.words}>{saying(piece)}</span>
          <Icon name="close" size={14} />
        </button>
      ))}
      {(["from", "in", "has", "is", "on"] as const).map((key) => (
        <button key={key} type="button" className={styles.chip} onClick={() => onBegin(key)}>
          {t.search.narrow[key]}
        </button>
      ))}
    </fieldset>
  );
}
