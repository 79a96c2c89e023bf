import { Http } from "../lib/http";
import { LiveStore } from "../live/store";
import { uploadApi } from "../live/upload-api";
import { Uploads } from "../live/uploads";
import { Vault } from "../live/vault";
import { FakeClock } from "./fake-clock";
import { meOf, SimNetwork, SimServer } from "./sim-server";
import { SimUpload } from "./sim-uploads";

/** Ann's client, connected to a small world. */
export async function gardenWorld() {
  const server = new SimServer();
  server.create("garden", ["ann", "bob"]);
  const network = new SimNetwork(server, "ann");
  const clock = new FakeClock();
  const vault = await Vault.open("ann");
  const calls: { method: string; url: string; body: unknown }[] = [];
  let ids = 0;
  const answer: { status: number; body: unknown } = { status: 200, body: {} };
  const http = new Http(async (url, init) => {
    calls.push({
      method: init.method ?? "GET",
      url,
      body: init.body ? JSON.parse(String(init.body)) : undefined,
    });
    return new Response(JSON.stringify(answer.body), {
      status: answer.status,
      headers: { "Content-Type": "application/json" },
    });
  });
  const store = new LiveStore(meOf("ann"), {
    api: server.answers("ann"),
    clock,
    shelf: vault,
    open: network.open,
    random: () => 0,
    isOnline: () => true,
    newId: () => `c${++ids}`,
    checkSession: async () => "good",
  });
  const sending: SimUpload[] = [];
  const uploads = new Uploads({
    api: uploadApi(http, () => {
      const upload = new SimUpload();
      sending.push(upload);
      return upload;
    }),
    clock,
    shelf: vault,
    newId: () => `u${++ids}`,
    send(place, parcel, files) {
      store.send(parcel.channel, parcel.text, parcel.reply, files);
      vault.keepDraft(place, "");
    },
  });
  const flow = async () => {
    for (let n = 0; n < 4; n++) {
      network.socket?.shake();
      network.socket?.uplink();
      network.socket?.downlink();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  };
  store.start([]);
  await flow();
  const channel = store.channels.get()[0];
  if (!channel) throw new Error("The garden is missing");
  return { server, network, clock, store, vault, uploads, http, sending, channel, calls, answer, flow };
}
