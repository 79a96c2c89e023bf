import { t } from "../../lib/i18n";
import { NavLink } from "../../ui/NavLink";

/** The way to what was put aside. */
export function SavedLink({ current }: { current: boolean }) {
  return <NavLink href="/saved" icon="save" title={t.keeping.saved} current={current} />;
}
