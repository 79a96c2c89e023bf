import { t } from "../../lib/i18n";
import { useCell } from "../../lib/use-cell";
import { useLive } from "../../live/live-context";
import { NavLink } from "../../ui/NavLink";

/** The way to what is written and not sent, while there is any. */
export function DraftsLink({ current }: { current: boolean }) {
  const { vault } = useLive();
  const kept = useCell(vault.drafts).size;
  if (kept === 0 && !current) return null;
  const count = { of: kept, words: `${kept} ${t.drafts.kept}`, isNews: false };
  return <NavLink href="/drafts" icon="edit" title={t.drafts.title} current={current} count={count} />;
}
