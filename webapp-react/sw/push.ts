import { isPage } from "./pages";

/** What a push message says; its data is JSON of this shape. */
export interface Push {
  title: string;
  body?: string;
  /** What comes with the same tag takes the other's place. */
  tag?: string;
  /** The page that it is about. */
  path: string;
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** Whatever comes, something must be shown: a browser that has nothing to show takes the subscription away. */
export function pushOf(data: string | undefined): Push {
  let said: Record<string, unknown> = {};
  try {
    const value: unknown = JSON.parse(data ?? "");
    if (typeof value === "object" && value !== null) said = value as Record<string, unknown>;
  } catch {
    // Not ours, or cut off.
  }
  const [body, tag] = [text(said.body), text(said.tag)];
  const path = text(said.path) ?? "/";
  return {
    title: text(said.title) ?? "Confab",
    ...(body && { body }),
    ...(tag && { tag }),
    path: path.startsWith("/") && !path.startsWith("//") && isPage(path) ? path : "/",
  };
}
