import { hasPlace, isObject, isReplies, isSeq, isText, sound } from "./sound";
import type { ServerFrame } from "./wire";

type Loose = Record<string, unknown>;
type EventFrame = Extract<ServerFrame, { type: "event" }>;

const isHeads = (value: unknown) => isObject(value) && Object.values(value).every(isSeq);

const STATES = new Set(["online", "away", "dnd", "offline"]);

const shapes: Record<ServerFrame["type"], (frame: Loose) => boolean> = {
  ready: (f) => isText(f.user) && isHeads(f.heads),
  event: (f) => isText(f.log) && isSeq(f.seq),
  ack: (f) => isText(f.ref) && isText(f.log) && isSeq(f.seq) && isText(f.id),
  refused: (f) => isObject(f.problem),
  presence: (f) => isText(f.user) && isText(f.state) && STATES.has(f.state),
  typing: (f) => isText(f.channel) && isText(f.user),
  seen: (f) => isText(f.channel) && isText(f.user) && isSeq(f.seq),
  draft: (f) => isText(f.channel) && isText(f.text) && isText(f.at),
  reset: (f) => isText(f.log) && isSeq(f.head),
  bye: (f) => isText(f.reason),
  pong: () => true,
};

/**
 * The frames of one WebSocket message. What is not understood is left out: new frame types may come, and an event
 * without its place shows up as a hole in its log, which the store mends by resuming. One that has its place and is
 * broken otherwise would be as broken the next time: it is passed on as one of which nothing can be made.
 */
export function parseFrames(data: unknown): ServerFrame[] {
  if (!isText(data)) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch {
    return [];
  }
  const list = Array.isArray(parsed) ? parsed : [parsed];
  return list
    .filter((frame): frame is ServerFrame => {
      if (!isObject(frame) || !isText(frame.type)) return false;
      const fits = Object.hasOwn(shapes, frame.type) ? shapes[frame.type as ServerFrame["type"]] : undefined;
      return fits?.(frame) ?? false;
    })
    .map((frame) => (frame.type === "event" ? mended(frame) : frame));
}

/** Kinds whose body is a message. */
const TELLS = new Set(["message.posted", "message.edited", "message.deleted"]);

/** What the others must say, where something is drawn by it. */
const bodies: Record<string, (body: Loose) => boolean> = {
  "reaction.added": isReaction,
  "reaction.removed": isReaction,
  "thread.updated": ({ message, replies }) => isText(message) && (replies === null || isReplies(replies)),
  "channel.updated": isNamed,
  "channel.archived": isNamed,
  "message.edited": hasPlace,
  "message.deleted": hasPlace,
};

function isReaction({ message, emoji, user }: Loose): boolean {
  return isText(message) && isText(emoji) && isText(user);
}

function isNamed({ name, topic }: Loose): boolean {
  return isText(name ?? "") && isText(topic ?? "");
}

function mended(event: EventFrame): EventFrame {
  const { kind, body } = event;
  const fits = isText(kind) && isObject(body) && (!Object.hasOwn(bodies, kind) || bodies[kind]?.(body));
  if (kind !== "message.posted" && !fits) return { ...event, kind: "", body: {} };
  if (!TELLS.has(kind)) return event;
  const message = sound(isObject(body) ? body : {}, event);
  return (message as unknown) === body ? event : { ...event, body: { ...message } };
}
