import type { ServerFrame } from "../../src/live/wire";
import type { Someone } from "./acts";
import type { Chance } from "./chance";
import type { History } from "./history";
import { type Account, Line } from "./line";

const PASSWORD = "a garden full of words";

/** A call without any session yet; gives the account that it makes or signs in to. */
async function enter(base: string, path: string, body: object): Promise<Account> {
  const answer = await fetch(new URL(`/api/v1${path}`, base), {
    method: "POST",
    headers: { "Content-Type": "application/json", origin: base },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  const { id, username } = (await answer.json()) as Account;
  const cookie = answer.headers.getSetCookie().find((each) => each.startsWith("confab_session="));
  return { id, username, cookie: cookie?.split(";")[0] ?? "" };
}

export async function signUp(base: string, name: string, chance: Chance): Promise<Someone> {
  const username = `${name}-${Math.floor(Math.random() * 1e9).toString(36)}`;
  const account = await enter(base, "/accounts", {
    username,
    email: `${username}@example.com`,
    displayName: name,
    password: PASSWORD,
  });
  return { ...account, http: new Line(base, account, chance, 0).http };
}

/** Whoever hears the own log from its very beginning, and never goes away. */
export function listen(
  base: string,
  me: Account,
  chance: Chance,
  history: History,
): { close(): void; failed(): unknown } {
  const socket = new Line(base, me, chance, 0).open();
  let failure: unknown = null;
  socket.onopen = () => socket.send(JSON.stringify({ type: "resume", cursors: { [me.id]: 0 } }));
  socket.onmessage = ({ data }) => {
    try {
      for (const frame of JSON.parse(String(data)) as ServerFrame[])
        if (frame.type === "event" && frame.log === me.id) history.hear(frame);
    } catch (error) {
      failure ??= String(error);
    }
  };
  socket.onclose = ({ code }) => {
    failure ??= `the listener was closed with ${code}`;
  };
  return {
    failed: () => failure,
    close() {
      socket.onclose = null;
      socket.close(1000);
    },
  };
}

/** Where all logs of somebody stand, as a new connection is told. */
export function heads(base: string, me: Account, chance: Chance): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const socket = new Line(base, me, chance, 0).open();
    socket.onopen = () => socket.send(JSON.stringify({ type: "resume", cursors: {} }));
    socket.onmessage = ({ data }) => {
      const ready = (JSON.parse(String(data)) as ServerFrame[]).find(({ type }) => type === "ready");
      if (ready?.type !== "ready") return;
      resolve(ready.heads);
      socket.close(1000);
    };
    socket.onclose = ({ code }) => reject(new Error(`no heads, but ${code}`));
  });
}

/** One more device of somebody. */
export const signIn = (base: string, { username }: Account): Promise<Account> =>
  enter(base, "/session", { login: username, password: PASSWORD });
