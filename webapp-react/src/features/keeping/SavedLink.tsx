import { t } from "../../lib/en";
import { NavLink } from "../../ui/NavLink";

/** The way to what was put aside. */
export function SavedLink({ current }: { current: boolean }) {
  return <NavLink href="/saved" icon="save" title={t.keeping.saved} current={current} />;
}
