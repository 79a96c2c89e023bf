/** A plug that can be pulled: everything goes through it to the server, until it does not. Loopback only. */
import net from "node:net";

export async function plug(target) {
  const { hostname, port } = new URL(target);
  const wires = new Set();
  let mode = "in"; // "in", "out": nothing passes, "deaf": pages and REST pass, sockets do not
  const server = net.createServer((near) => {
    if (mode === "out") return near.destroy();
    const far = net.connect(Number(port), hostname);
    const wire = { near, far, isSocket: false };
    wires.add(wire);
    near.on("data", (bytes) => {
      if (/^GET \/ws\//.test(bytes.toString("latin1", 0, 8))) wire.isSocket = true;
      if (mode === "deaf" && wire.isSocket) return near.destroy();
      far.write(bytes);
    });
    far.on("data", (bytes) => near.write(bytes));
    const end = () => {
      wires.delete(wire);
      near.destroy();
      far.destroy();
    };
    for (const side of [near, far]) side.on("close", end).on("error", end);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const cut = (which) => {
    for (const wire of [...wires]) if (which(wire)) wire.near.destroy();
  };
  return {
    url: `http://localhost:${server.address().port}`,
    pull: () => {
      mode = "out";
      cut(() => true);
    },
    pullSockets: () => {
      mode = "deaf";
      cut((wire) => wire.isSocket);
    },
    putBack: () => {
      mode = "in";
    },
    close: () => {
      cut(() => true);
      server.close();
    },
  };
}
