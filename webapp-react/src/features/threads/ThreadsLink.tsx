import { t } from "../../lib/i18n";
import { useCell } from "../../lib/use-cell";
import { useLive } from "../../live/live-context";
import { NavLink } from "../../ui/NavLink";

/** The way to the threads, with how much is new in them. */
export function ThreadsLink({ current }: { current: boolean }) {
  const { store } = useLive();
  const unread = useCell(store.followed.view).reduce((sum, each) => sum + each.unread, 0);
  const count = { of: unread, words: t.threads.unread(unread), isNews: true };
  return <NavLink href="/threads" icon="thread" title={t.threads.title} current={current} count={count} />;
}
