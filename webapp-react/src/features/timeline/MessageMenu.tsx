import { t } from "../../lib/i18n";
import { useMe } from "../../live/live-context";
import type { Message } from "../../live/wire";
import { byArrows } from "../../ui/arrows";
import { Dialog, type Place } from "../../ui/Dialog";
import { Icon } from "../../ui/Icon";
import { deedsOf, type May, type RowActions } from "./deeds";
import styles from "./MessageMenu.module.css";
import { hasReacted } from "./use-reacting";

const QUICK = ["👍", "❤️", "😂", "🎉", "👀", "✅"];

interface MessageMenuProps {
  message: Message;
  may: May;
  beside: Place;
  actions: RowActions;
  onClose: () => void;
}

/** All that can be done with a message: beside it on a wide screen, under the thumb on a narrow one. */
export function MessageMenu({ message, may, beside, actions, onClose }: MessageMenuProps) {
  const me = useMe();
  return (
    <Dialog title={t.timeline.actions} hideTitle beside={beside} onClose={onClose}>
      <div className={styles.quick} role="group" aria-label={t.timeline.react}>
        {QUICK.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={t.timeline.reactWith(emoji)}
            aria-pressed={hasReacted(message, emoji, me.id)}
            onClick={() => {
              onClose();
              actions.toggle(message, emoji);
            }}
          >
            {emoji}
          </button>
        ))}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows go from button to button */}
      <ul className={styles.list} onKeyDown={byArrows}>
        {deedsOf(message, may, actions).map((deed, at) => (
          <li key={deed.what}>
            <button
              type="button"
              className={deed.what === "delete" ? styles.danger : undefined}
              data-autofocus={at === 0 || undefined}
              onClick={() => {
                onClose();
                // Once this has closed and given the focus back: what opens next shall keep it.
                requestAnimationFrame(() => deed.do(beside));
              }}
            >
              <Icon name={deed.icon} size={18} />
              <span className={styles.label}>{deed.label}</span>
              {deed.key && <kbd aria-hidden="true">{t.keys.shown(deed.key)}</kbd>}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
