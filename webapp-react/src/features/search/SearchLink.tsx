import { t } from "../../lib/i18n";
import { NavLink } from "../../ui/NavLink";

/** The way to the search of everything. */
export function SearchLink({ current }: { current: boolean }) {
  return <NavLink href="/search" icon="search" title={t.search.title} current={current} />;
}
