/**
 * The three engines that people's browsers have, by one small interface: Chromium by Playwright, Firefox by WebDriver
 * BiDi, WebKit by its own WebDriver on a screen of our own. An engine that is not on this machine is `null`, with the
 * reason told.
 */
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { launch } from "./people.mjs";

const LIMIT = 60_000;
const DEBIAN = {
  firefox: ["firefox-esr", "firefox"],
  webkit: ["WebKitWebDriver"],
  screen: ["Xvfb"],
};

/** What the program is called on this machine, or nothing. */
function found(...names) {
  for (const name of names)
    for (const folder of process.env.PATH.split(":")) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here; the next folder may have it.
      }
    }
  return null;
}

export const ENGINES = {
  chromium: { missing: () => null, start: startChromium },
  firefox: {
    missing: () => (found(...DEBIAN.firefox) ? null : "there is no Firefox (Debian: firefox-esr)"),
    start: startFirefox,
  },
  webkit: {
    missing: () =>
      !found(...DEBIAN.webkit)
        ? "there is no WebKitWebDriver (Debian: webkit2gtk-driver)"
        : !found(...DEBIAN.screen)
          ? "there is no Xvfb to show it on (Debian: xvfb)"
          : null,
    start: startWebKit,
  },
};

/** A place for `fn` to be called with what JSON can carry. */
const called = (fn, args) => `(${fn})(...${JSON.stringify(args)})`;

async function startChromium({ base, cookie, width, height }) {
  const browser = await launch();
  const context = await browser.newContext({ baseURL: base, viewport: { width, height } });
  context.setDefaultTimeout(LIMIT);
  await context.addCookies([{ ...cookie, url: base }]);
  const page = await context.newPage();
  return {
    version: browser.version(),
    open: (path) => page.goto(path),
    evaluate: (fn, ...args) => page.evaluate(called(fn, args)),
    click: async (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),
    async wheel(x, y, by) {
      await page.mouse.move(x, y);
      await page.mouse.wheel(0, by);
    },
    resize: (w, h) => page.setViewportSize({ width: w, height: h }),
    shot: (path) => page.screenshot({ path }),
    close: () => browser.close(),
  };
}

async function startFirefox({ base, cookie, width, height }) {
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: found(...DEBIAN.firefox),
    protocol: "webDriverBiDi",
    headless: true,
    defaultViewport: { width, height },
    extraPrefsFirefox: { "app.update.enabled": false, "datareporting.policy.dataSubmissionEnabled": false },
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(LIMIT);
  await browser.setCookie({ ...cookie, domain: new URL(base).hostname, path: "/" });
  return {
    version: (await browser.version()).replace(/^\D*/, ""),
    open: (path) => page.goto(new URL(path, base).href),
    evaluate: (fn, ...args) => page.evaluate(called(fn, args)),
    click: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),
    async wheel(x, y, by) {
      await page.mouse.move(x, y);
      await page.mouse.wheel({ deltaY: by });
    },
    resize: (w, h) => page.setViewport({ width: w, height: h }),
    shot: (path) => page.screenshot({ path }),
    close: () => browser.close(),
  };
}

/** A port that was free a moment ago. */
async function freePort() {
  const server = net.createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A program that runs until `end`, which ends it by its own id and waits for that. */
function running(program, args, options = {}) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  const over = new Promise((ended) => child.once("exit", ended));
  const said = [];
  for (const stream of [child.stdout, child.stderr, child.stdio[3]])
    stream?.on("data", (bytes) => said.push(bytes));
  return {
    child,
    said: () => Buffer.concat(said).toString(),
    async end() {
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await over;
      clearTimeout(late);
    },
  };
}

async function waitUntil(what, look) {
  const deadline = Date.now() + LIMIT;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`waited ${LIMIT} ms for ${what}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** The keys of WebDriver that are not the character itself. */
const KEYS = {
  Enter: "\uE007",
  Escape: "\uE00C",
  End: "\uE010",
  Home: "\uE011",
  ArrowUp: "\uE013",
  ArrowDown: "\uE015",
};

async function startWebKit({ base, cookie, width, height }) {
  // It says itself which number is free.
  const screen = running(
    found(...DEBIAN.screen),
    ["-displayfd", "3", "-screen", "0", "2000x1400x24", "-nolisten", "tcp"],
    {
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    },
  );
  let driver;
  const close = async () => {
    await driver?.end();
    await screen.end();
  };
  try {
    const display = await waitUntil("a screen", () => /^(\d+)\n/m.exec(screen.said())?.[1]);
    const port = await freePort();
    driver = running(found(...DEBIAN.webkit), [`--port=${port}`, "--host=127.0.0.1"], {
      env: {
        ...process.env,
        DISPLAY: `:${display}`,
        GDK_BACKEND: "x11",
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
        LIBGL_ALWAYS_SOFTWARE: "1",
        NO_AT_BRIDGE: "1",
      },
    });
    const say = async (method, path, body) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(LIMIT),
      });
      const { value } = await answer.json();
      if (!answer.ok) throw new Error(`WebKit: ${method} ${path}: ${value.error}: ${value.message}`);
      return value;
    };
    await waitUntil("WebKit's driver", () => say("GET", "/status").catch(() => false));
    const { sessionId, capabilities } = await say("POST", "/session", {
      capabilities: { alwaysMatch: { acceptInsecureCerts: false } },
    });
    const session = (method, path, body) => say(method, `/session/${sessionId}${path}`, body);
    const evaluate = (fn, ...args) =>
      session("POST", "/execute/sync", { script: `return ${called(fn, args)}`, args: [] });
    const act = (...actions) => session("POST", "/actions", { actions });
    const resize = async (w, h) => {
      // A window has more to it than the page.
      for (let tries = 0; tries < 5; tries++) {
        const inner = await evaluate(() => [innerWidth, innerHeight]);
        if (inner[0] === w && inner[1] === h) return;
        const outer = await session("GET", "/window/rect");
        await session("POST", "/window/rect", {
          width: outer.width + w - inner[0],
          height: outer.height + h - inner[1],
        });
        await waitUntil("the window to take its size", () =>
          evaluate((a, b) => innerWidth !== a || innerHeight !== b, ...inner),
        );
      }
      throw new Error(`WebKit's page does not become ${w} x ${h}`);
    };
    await session("POST", "/timeouts", { script: LIMIT, pageLoad: LIMIT, implicit: 0 });
    await session("POST", "/url", { url: new URL("/theme.js", base).href });
    await session("POST", "/cookie", {
      cookie: { ...cookie, domain: new URL(base).hostname, path: "/" },
    });
    await resize(width, height);
    return {
      version: capabilities.browserVersion,
      open: (path) => session("POST", "/url", { url: new URL(path, base).href }),
      evaluate,
      click: (x, y) =>
        act({
          type: "pointer",
          id: "mouse",
          actions: [
            { type: "pointerMove", x: Math.round(x), y: Math.round(y) },
            { type: "pointerDown", button: 0 },
            { type: "pointerUp", button: 0 },
          ],
        }),
      type: (text) =>
        act({
          type: "key",
          id: "keys",
          actions: [...text].flatMap((value) => [
            { type: "keyDown", value },
            { type: "keyUp", value },
          ]),
        }),
      press: (key) =>
        act({
          type: "key",
          id: "keys",
          actions: [
            { type: "keyDown", value: KEYS[key] },
            { type: "keyUp", value: KEYS[key] },
          ],
        }),
      wheel: (x, y, by) =>
        act({
          type: "wheel",
          id: "wheel",
          actions: [{ type: "scroll", x: Math.round(x), y: Math.round(y), deltaX: 0, deltaY: by }],
        }),
      resize,
      shot: async () => {},
      async close() {
        await session("DELETE", "").catch(() => {});
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
