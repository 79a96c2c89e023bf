import { type KeptRoom, keptRoomOf } from "./room";
import type { Bootstrap, FollowedThread, Me, Status, User } from "./wire";

/** What a session is resumed from: all that its logs tell, true as of its cursors. */
export interface Kept {
  /** Of our own log. */
  cursor: number;
  me: Me;
  status: Status;
  rooms: readonly KeptRoom[];
  users: readonly User[];
  /** Who was blocked last is last. */
  blocks: readonly string[];
  saved: readonly string[];
  /** Null where they are not known. */
  threads: readonly FollowedThread[] | null;
}

/** What the server says is resumed from in the same way as what this device has kept. */
export const keptOf = ({
  head,
  me,
  status,
  channels,
  users,
  blocks,
  saved,
  threads,
  page,
}: Bootstrap): Kept => ({
  cursor: head,
  me,
  status,
  rooms: channels.map((channel) =>
    keptRoomOf(channel, channel.readSeq, page?.channel === channel.id ? page : undefined),
  ),
  users: [...users, ...blocks],
  blocks: blocks.map(({ id }) => id).reverse(),
  saved,
  threads,
});
