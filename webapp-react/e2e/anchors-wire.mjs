/** The way to the server, on which what is asked for can be kept waiting, or be cut. Loopback only. */
import net from "node:net";

export async function waiting(target) {
  const { hostname, port } = new URL(target);
  const wires = new Set();
  let rule = null;
  let kept = [];
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    const wire = { near, far };
    wires.add(wire);
    // A browser says one thing at a time on each of these, so a question begins a piece.
    near.on("data", (bytes) => {
      const question = /^GET (\S+) /.exec(bytes.toString("latin1", 0, 400))?.[1];
      if (!question || !rule?.which.test(question)) return far.write(bytes);
      if (rule.pass > 0) {
        rule.pass -= 1;
        return far.write(bytes);
      }
      if (rule.cut) {
        rule.count += 1;
        return near.destroy();
      }
      rule.count += 1;
      kept.push(() => far.write(bytes));
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
  return {
    url: `http://localhost:${server.address().port}`,
    /** Whatever is asked for by such a path waits, or is cut; but for the first `pass` of them. */
    keep(which, { pass = 0, cut = false } = {}) {
      rule = { which, pass, cut, count: 0 };
    },
    /** How many wait, or were cut. */
    get count() {
      return rule?.count ?? 0;
    },
    release() {
      rule = null;
      for (const go of kept) go();
      kept = [];
    },
    close() {
      for (const { near } of [...wires]) near.destroy();
      server.close();
    },
  };
}
