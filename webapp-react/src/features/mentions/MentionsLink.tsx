import { t } from "../../lib/i18n";
import { useChannels } from "../../live/live-context";
import { NavLink } from "../../ui/NavLink";

/** The way to the mentions, with how many of them are new. */
export function MentionsLink({ current }: { current: boolean }) {
  const fresh = useChannels().reduce((sum, channel) => sum + channel.mentions, 0);
  const count = { of: fresh, words: t.nav.mentions(fresh), isNews: true };
  return <NavLink href="/mentions" icon="at" title={t.mentions.title} current={current} count={count} />;
}
