import type { Message } from "./wire";

type Loose = Record<string, unknown>;

export const isText = (value: unknown): value is string => typeof value === "string";
export const isSeq = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;
export const isObject = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTime = (value: unknown): value is string => isText(value) && !Number.isNaN(Date.parse(value));
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const each = (is: (one: Loose) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every((one) => isObject(one) && is(one));

const optional: Record<string, (value: unknown) => boolean> = {
  text: isText,
  parent: isText,
  editedAt: isTime,
  deletedAt: isTime,
  pinnedAt: isTime,
  pinnedBy: isText,
  mentions: isTexts,
  reactions: each((one) => isText(one.emoji) && isTexts(one.users)),
  attachments: each((one) => isText(one.id) && isText(one.name) && isText(one.type) && isSeq(one.size)),
  replies: isReplies,
};

export function isReplies(value: unknown): boolean {
  return isObject(value) && isSeq(value.count) && isTexts(value.participants) && isTime(value.lastAt);
}

function isSound(message: Loose): boolean {
  return (
    isText(message.id) &&
    isText(message.channel) &&
    isSeq(message.seq) &&
    isText(message.author) &&
    isTime(message.at) &&
    Object.entries(optional).every(([name, is]) => (message[name] ?? null) === null || is(message[name]))
  );
}

/** Whether it can be said which message it is, and where it stands: nothing can stand in for one of which it cannot. */
export const hasPlace = (message: unknown): boolean =>
  isObject(message) && isText(message.id) && isSeq(message.seq);

/** Where a message was told, and by whose doing. */
interface Place {
  log: string;
  seq: number;
  actor?: unknown;
  at?: unknown;
}

/** What is known of a message that cannot be shown: where it stands, and whose it is. */
export function standInFor(message: object, place: Place): Message {
  const { id, seq, parent, inChannel, author, ...rest } = message as Loose;
  const at = [rest.at, place.at].find(isTime);
  return {
    id: isText(id) ? id : `${place.log} ${place.seq}`,
    channel: place.log,
    seq: isSeq(seq) ? seq : place.seq,
    author: [author, place.actor].find(isText) ?? "",
    at: at ?? new Date(0).toISOString(),
    ...(isText(parent) && { parent, inChannel: inChannel === true }),
    ...(isTime(rest.deletedAt) && { deletedAt: rest.deletedAt }),
    unreadable: true,
  };
}

/**
 * The message, or a stand-in where it is not what the wire says of messages: one that is broken takes nothing with it, neither
 * those around it nor the stream.
 */
export function sound(message: object, place: Place): Message {
  return isSound(message as Loose) ? (message as Message) : standInFor(message, place);
}
