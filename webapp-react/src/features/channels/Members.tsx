import { useCallback, useState } from "react";
import { useLocation } from "wouter";
import { explain } from "../../lib/failure";
import { t } from "../../lib/i18n";
import { detailsOf } from "../../lib/places";
import { shownOf, useAnswer } from "../../lib/use-answer";
import { useLive, useMe, usePresence } from "../../live/live-context";
import { isDirect, labelOf } from "../../live/naming";
import type { ChannelView } from "../../live/views";
import type { User } from "../../live/wire";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Details } from "../../ui/Details";
import layout from "../../ui/layout.module.css";
import { saidInWords, stateInWords } from "../../ui/PresenceWords";
import styles from "./channels.module.css";
import { admit, membersOf, remove } from "./channels-api";
import { PeoplePicker } from "./PeoplePicker";

interface MembersProps {
  channel: ChannelView;
  adding: boolean;
  onClose: () => void;
}

export function Members({ channel, adding, onClose }: MembersProps) {
  const { http } = useLive();
  const me = useMe();
  const [, go] = useLocation();
  const [failure, setFailure] = useState<unknown>(null);
  // `membersVersion` is part of the question: when somebody comes or goes, ask again.
  const ask = useCallback(
    () => (channel.membersVersion >= 0 ? membersOf(http, channel.id) : Promise.resolve([])),
    [http, channel.id, channel.membersVersion],
  );
  const answer = useAnswer(ask);
  const members = shownOf(answer);
  const wrong = answer.state === "failed" ? answer.error : failure;
  const inside = new Set(members?.map(({ user }) => user.id));
  const rules = channel.role !== "member" || me.role !== "member";
  const attempt = (change: Promise<void>) => void change.catch(setFailure);
  const canAdd = !isDirect(channel) && !channel.archived;

  return (
    <Details
      title={adding ? t.channel.addPeople : t.channel.members}
      place={labelOf(channel, me.id)}
      up={`/c/${channel.id}`}
      busy={answer.state === "asking"}
      onClose={onClose}
    >
      {wrong !== null && (
        <p role="alert" className={layout.error}>
          {explain(wrong)}
        </p>
      )}
      {canAdd && (
        <div className={`${layout.actions} ${styles.first}`}>
          <Button
            look={adding ? "quiet" : "primary"}
            onClick={() => go(detailsOf(channel.id, adding ? "members" : "members/add"), { replace: true })}
          >
            {adding ? t.channel.members : t.channel.addPeople}
          </Button>
        </div>
      )}
      {adding ? (
        <PeoplePicker
          action={(user) =>
            inside.has(user.id) ? (
              <span className={layout.lead}>{t.channel.added}</span>
            ) : (
              <Button
                small
                aria-label={t.channel.addWho(user.displayName)}
                onClick={() => attempt(admit(http, channel.id, user.id))}
              >
                {t.channel.add}
              </Button>
            )
          }
        />
      ) : (
        <ul className={`${layout.list} ${styles.members}`}>
          {members?.map(({ user, role }) => (
            <li key={user.id} className={layout.item}>
              <Who user={user} role={t.channel.role[role] ?? ""} isMe={user.id === me.id} />
              {rules && user.id !== me.id && !isDirect(channel) && (
                <Button
                  small
                  aria-label={t.channel.removeWho(user.displayName)}
                  onClick={() => attempt(remove(http, channel.id, user.id))}
                >
                  {t.channel.remove}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Details>
  );
}

function Who({ user, role, isMe }: { user: User; role: string; isMe: boolean }) {
  const presence = usePresence(user.id);
  const words = presence ? [stateInWords(presence), saidInWords(presence)] : [];
  return (
    <>
      <Avatar id={user.id} name={user.displayName} size={32} presence={presence?.state} />
      <span className={layout.grow}>
        <button type="button" className={styles.person} dir="auto" data-person={user.id}>
          {user.displayName}
        </button>
        <span className={layout.sub}>
          {[`@${user.username}`, role, isMe && t.channel.you, ...words].filter(Boolean).join(" · ")}
        </span>
      </span>
    </>
  );
}
