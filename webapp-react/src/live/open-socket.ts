import type { WireSocket } from "./socket";

/** Same origin as the page: the session cookie goes along and the server checks the Origin. */
export function openSocket(): WireSocket {
  const url = new URL("/ws/v1", window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return new WebSocket(url, "confab.v1") as unknown as WireSocket;
}
