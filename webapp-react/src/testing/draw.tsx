import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { Http } from "../lib/http";
import { LiveContext } from "../live/live-context";
import { LiveStore } from "../live/store";
import { Vault } from "../live/vault";
import { FakeClock } from "./fake-clock";
import { meOf, SimNetwork, SimServer } from "./sim-server";

/** Ann's client, connected to a small world, with something drawn inside it. */
export async function garden() {
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
  const draw = (inside: ReactNode) =>
    render(<LiveContext value={{ store, vault, http }}>{inside}</LiveContext>);
  return { server, network, store, vault, channel, calls, answer, flow, draw };
}
