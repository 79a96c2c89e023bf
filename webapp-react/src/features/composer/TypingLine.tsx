import { t } from "../../lib/i18n";
import { useCell } from "../../lib/use-cell";
import { useLive, useMe, usePeople } from "../../live/live-context";
import styles from "./Composer.module.css";

/** A line of fixed height: nothing moves when somebody starts or stops. */
export function TypingLine({ channel, thread }: { channel: string; thread?: string }) {
  const { store } = useLive();
  const me = useMe();
  const people = usePeople();
  const names = useCell(store.typing.in(channel, thread))
    .filter((id) => id !== me.id)
    .map((id) => people.get(id)?.displayName ?? t.timeline.unknown);
  return <span className={styles.typing}>{names.length > 0 ? t.composer.typing(names) : ""}</span>;
}
