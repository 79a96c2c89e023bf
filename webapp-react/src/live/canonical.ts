import type { Pending } from "./pending";
import type { ChannelFacts, ChannelMark, Message, Preferences, Role, Status } from "./wire";

export interface LiveState {
  preferences: Preferences;
  status: Status;
  blocked: readonly string[];
  channels: {
    facts: ChannelFacts;
    role: Role;
    mark: ChannelMark;
    cursor: number;
    readSeq: number;
    unread: number;
    messages: readonly Message[];
    pending: readonly Pending[];
  }[];
}

/** The same facts in the same order, whatever way they came: two clients in step give equal answers. */
export function canonical(state: LiveState) {
  const { preferences, status, blocked } = state;
  return { preferences, status, blocked, channels: channelsOf(state) };
}

function channelsOf(state: LiveState) {
  return state.channels
    .map(({ facts, role, mark, cursor, readSeq, unread, messages, pending }) => ({
      ...facts,
      role,
      ...mark,
      cursor,
      readSeq,
      unread,
      messages: messages.map(({ id, seq, author, at, text, editedAt, deletedAt, ...more }) => ({
        id,
        seq,
        author,
        at,
        text: text ?? null,
        editedAt: editedAt ?? null,
        deletedAt: deletedAt ?? null,
        parent: more.parent ?? null,
        replies: more.replies ?? null,
        reactions: more.reactions ?? [],
        pinnedBy: more.pinnedBy ?? null,
        attachments: more.attachments ?? [],
      })),
      pending: pending.map(({ clientId, text, state: stage }) => ({ clientId, text, stage })),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
