/** A plug that can be pulled: everything goes through it to the server, until it does not. Loopback only. */
import net from "node:net";

export async function plug(target) {
  const { hostname, port } = new URL(target);
  const wires = new Set();
  /** By path: what becomes of the file that the server has there. */
  const rewritten = new Map();
  // "out": nothing passes; "deaf": pages and REST pass, sockets do not; "mute": to these nobody says anything, not even no.
  let mode = "in";
  const server = net.createServer((near) => {
    if (mode === "out") return near.destroy();
    const far = net.connect(Number(port), hostname);
    const wire = { near, far, isSocket: false };
    wires.add(wire);
    near.on("data", (bytes) => {
      if (/^GET \/ws\//.test(bytes.toString("latin1", 0, 8))) wire.isSocket = true;
      if (mode === "deaf" && wire.isSocket) return near.destroy();
      if (mode === "mute" && wire.isSocket) return;
      const change = rewritten.get(/^GET (\S+) /.exec(bytes.toString("latin1", 0, 200))?.[1]);
      if (change) return void answer(near, bytes.toString("latin1").split(" ")[1], change);
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
  async function answer(near, path, change) {
    const file = await fetch(target + path);
    const body = Buffer.from(change(await file.text()));
    const names = ["content-type", "content-security-policy", "cache-control"];
    const headers = names.map((name) => `${name}: ${file.headers.get(name)}`);
    near.end(
      Buffer.concat([
        Buffer.from(
          ["HTTP/1.1 200 OK", ...headers, `content-length: ${body.length}`, "connection: close", "", ""].join(
            "\r\n",
          ),
        ),
        body,
      ]),
    );
  }
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
    holdSockets: () => {
      mode = "mute";
      cut((wire) => wire.isSocket);
    },
    putBack: () => {
      mode = "in";
    },
    /** Another file at this path, made of the server's; or the server's own again. */
    rewrite: (path, change) => {
      if (change) rewritten.set(path, change);
      else rewritten.delete(path);
    },
    close: () => {
      cut(() => true);
      server.close();
    },
  };
}
