/** First parts of paths that are the server's own, as it has them too. */
export const OTHERS = [
  "api",
  "ws",
  "health",
  "metrics",
  "openapi",
  "asyncapi",
  "files",
  "hooks",
  "problems",
  "dev",
] as const;

/** Whether the app draws what is at this path: then its one page is the answer. */
export function isPage(path: string): boolean {
  const parts = path.split("/");
  return !(OTHERS as readonly string[]).includes(parts[1] ?? "") && !parts.at(-1)?.includes(".");
}
