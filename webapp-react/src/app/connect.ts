import { whoAmI } from "../features/session/session-api";
import { systemClock } from "../lib/clock";
import { type Http, HttpProblem } from "../lib/http";
import { placeAt } from "../lib/places";
import { isShared, lastUser, rememberUser } from "../lib/this-device";
import { openUpload } from "../lib/upload";
import { type Kept, keptOf } from "../live/kept";
import { liveApi } from "../live/live-api";
import type { Live } from "../live/live-context";
import { openSocket } from "../live/open-socket";
import { LiveStore } from "../live/store";
import { uploadApi } from "../live/upload-api";
import { Uploads } from "../live/uploads";
import { Vault } from "../live/vault";

/**
 * The session of whoever was here last, as this browser has kept it; whether it is still good shows when it connects. If
 * nothing is kept, the server is asked once for all that there is to be seen.
 */
export async function openSession(http: Http, path: string): Promise<Live> {
  const last = lastUser();
  const known = last ? await Vault.open(last) : null;
  if (known?.session && !isShared()) return live(known, known.session, false, http);
  const begun = await liveApi(http).bootstrap(placeAt(path)?.channel ?? known?.lastChannel ?? undefined);
  const { id } = begun.me;
  rememberUser(id);
  if (last !== id) known?.close();
  const vault = known && last === id ? known : await Vault.open(id);
  const session = live(vault, keptOf(begun), true, http);
  session.uploads.limits.set(begun.files);
  return session;
}

/** Puts the live store into the real world: the browser's socket, clock, chance and disk. */
function live(vault: Vault, kept: Kept, isFresh: boolean, http: Http): Live {
  const store = new LiveStore(kept.me, {
    api: liveApi(http),
    clock: systemClock,
    shelf: vault,
    open: openSocket,
    random: Math.random,
    isOnline: () => navigator.onLine,
    newId: newUuid,
    async checkSession() {
      try {
        await whoAmI(http);
        return "good";
      } catch (error) {
        return error instanceof HttpProblem && error.status === 401 ? "over" : "unknown";
      }
    },
  });
  store.restore(kept, isFresh);
  const uploads = new Uploads({
    api: uploadApi(http, openUpload),
    clock: systemClock,
    shelf: vault,
    newId: newUuid,
    send(place, { channel, text, reply }, files) {
      store.send(channel, text, reply, files);
      vault.keepDraft(place, "");
    },
  });
  return { store, vault, uploads, http };
}

/** RFC 9562, version 4. `crypto.randomUUID` is missing where the page is not served over TLS. */
function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
