import type { ServerFrame } from "./wire";

type Loose = Record<string, unknown>;

const isText = (value: unknown): value is string => typeof value === "string";
const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isObject = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isHeads = (value: unknown) => isObject(value) && Object.values(value).every(isSeq);

const STATES = new Set(["online", "away", "dnd", "offline"]);

const shapes: Record<ServerFrame["type"], (frame: Loose) => boolean> = {
  ready: (f) => isText(f.user) && isHeads(f.heads),
  event: (f) => isText(f.log) && isSeq(f.seq) && isText(f.kind) && isObject(f.body),
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
 * The frames of one WebSocket message. What is not understood is left out: new frame types may come, and a
 * malformed event shows up as a hole in its log, which the store mends by resuming.
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
  return list.filter((frame): frame is ServerFrame => {
    if (!isObject(frame) || !isText(frame.type)) return false;
    const fits = Object.hasOwn(shapes, frame.type) ? shapes[frame.type as ServerFrame["type"]] : undefined;
    return fits?.(frame) ?? false;
  });
}
