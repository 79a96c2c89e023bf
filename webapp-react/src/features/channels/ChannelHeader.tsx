import { t } from "../../lib/i18n";
import type { Details } from "../../lib/places";
import { useMe, usePresence } from "../../live/live-context";
import { isDirect, otherOf, titleOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import type { Presence, User } from "../../live/wire";
import { Avatar } from "../../ui/Avatar";
import { BackLink } from "../../ui/BackLink";
import { IconButton } from "../../ui/Button";
import { Icon, type IconName } from "../../ui/Icon";
import { late } from "../../ui/late";
import type { MenuItem } from "../../ui/Menu";
import { saidInWords, stateInWords } from "../../ui/PresenceWords";
import styles from "./ChannelHeader.module.css";
import { ChannelMenu } from "./ChannelMenu";

const EditChannel = late(() => import("./EditChannel").then((all) => all.EditChannel));
const LeaveChannel = late(() => import("./LeaveChannel").then((all) => all.LeaveChannel));

export type HeaderDialog = "dates" | "edit" | "leave" | null;

interface ChannelHeaderProps {
  channel: ChannelView;
  onSearch: () => void;
  onLeft: () => void;
  dialog: HeaderDialog;
  onDialog: (dialog: HeaderDialog) => void;
  /** What is open beside the conversation. */
  details: Details | null;
  onDetails: (details: Details) => void;
}

export function ChannelHeader(props: ChannelHeaderProps) {
  const { channel, onSearch, onLeft, dialog, onDialog, details, onDetails } = props;
  const me = useMe();
  const direct = isDirect(channel);
  const other = direct ? otherOf(channel, me.id) : undefined;
  const presence = usePresence(other?.id);
  const canEdit = !direct && (channel.role !== "member" || me.role !== "member");
  const about =
    channel.topic ??
    (other ? aboutOf(other, presence) : direct && t.channel.memberCount(channel.people.length));
  const close = () => onDialog(null);
  const item = (icon: IconName, label: string, opens: HeaderDialog): MenuItem => ({
    icon,
    label,
    onChoose: () => onDialog(opens),
  });
  return (
    <section className={styles.header} data-region="header" tabIndex={-1} aria-label={t.channel.header}>
      <BackLink />
      {other && <Avatar id={other.id} name={other.displayName} size={32} presence={presence?.state} />}
      <div className={styles.words}>
        <h1 className={styles.name}>
          {!other && (
            <span className={styles.glyph}>
              <Icon name={direct ? "people" : channel.kind === "private" ? "lock" : "hash"} size={17} />
            </span>
          )}
          <span className={styles.title} dir="auto" title={titleOf(channel, me.id)}>
            {titleOf(channel, me.id)}
          </span>
          {channel.muted && (
            <span className={styles.glyph}>
              <Icon name="bellOff" size={16} />
              <span className="hidden-text">, {t.nav.muted}</span>
            </span>
          )}
        </h1>
        {about && (
          <p className={styles.topic} dir="auto" title={about}>
            {about}
          </p>
        )}
      </div>
      <span className={styles.roomy}>
        <IconButton icon="search" label={t.search.here} onClick={onSearch} />
      </span>
      <IconButton
        icon="people"
        label={t.channel.members}
        aria-expanded={details === "members"}
        onClick={() => onDetails("members")}
      />
      {canEdit && (
        <span className={styles.roomy}>
          <IconButton icon="sliders" label={t.channel.edit} onClick={() => onDialog("edit")} />
        </span>
      )}
      <ChannelMenu
        channel={channel}
        more={[
          { icon: "search", label: t.search.here, onChoose: onSearch, className: styles.roomyItem },
          { icon: "pin", label: t.keeping.pins, onChoose: () => onDetails("pins") },
          item("calendar", t.dates.title, "dates"),
          ...(canEdit ? [{ ...item("sliders", t.channel.edit, "edit"), className: styles.roomyItem }] : []),
        ]}
        last={direct ? [] : [{ ...item("leave", t.channel.leave, "leave"), className: styles.roomyItem }]}
      />
      {!direct && (
        <span className={styles.roomy}>
          <IconButton icon="leave" label={t.channel.leave} onClick={() => onDialog("leave")} />
        </span>
      )}
      {dialog === "edit" && <EditChannel channel={channel} onClose={close} />}
      {dialog === "leave" && <LeaveChannel channel={channel} onClose={close} onLeft={onLeft} />}
    </section>
  );
}

/** Who it is, and how this person is there. */
const aboutOf = (other: User, presence: Presence | null) =>
  [`@${other.username}`, ...(presence ? [stateInWords(presence), saidInWords(presence)] : [])]
    .filter(Boolean)
    .join(" · ");
