/** Where a message is found in the app; it leads to its surroundings, or into the thread that it stands in. */
export const placeOf = (channel: string, message: string): string => `/c/${channel}/m/${message}`;

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
