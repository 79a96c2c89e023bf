/** Where a message is found in the app; it leads to its surroundings, or into the thread that it stands in. */
export const placeOf = (channel: string, message: string): string => `/c/${channel}/m/${message}`;

/** What is shown beside a conversation, or in its place where there is room for one of them alone. */
export type Details = "members" | "members/add" | "pins";

/** Where a path leads in a conversation; null if it leads elsewhere. */
export interface Place {
  channel: string;
  /** The message whose thread is open. */
  thread: string | null;
  /** The message to go to. */
  message: string | null;
  details: Details | null;
}

const PLACE =
  /^\/c\/(?<channel>[^/]+)(?:(?:\/t\/(?<thread>[^/]+))?(?:\/m\/(?<message>[^/]+))?|\/(?<details>members(?:\/add)?|pins))\/?$/u;

export function placeAt(path: string): Place | null {
  const { channel, thread = null, message = null, details = null } = PLACE.exec(path)?.groups ?? {};
  return channel ? { channel, thread, message, details: details as Details | null } : null;
}

export const detailsOf = (channel: string, details: Details): string => `/c/${channel}/${details}`;

/** The same as an address that can be given to others. */
export const linkTo = (channel: string, message: string): string =>
  window.location.origin + placeOf(channel, message);

/** The place in this app that an address leads to, if it leads here. */
export function placeIn(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const { origin, pathname } = new URL(href);
  return origin === window.location.origin && /^\/(?:c\/|(?:threads|mentions|saved)$)/u.test(pathname)
    ? pathname
    : null;
}
