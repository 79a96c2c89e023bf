/** A browser that keeps what it has on a disk, and that can be killed as a battery does it. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { FLAGS, LIMIT } from "./people.mjs";

const ADDRESS = /DevTools listening on (ws:\S+)/u;

export class Device {
  #disk = mkdtempSync(join(tmpdir(), "confab-device-"));
  #process = null;
  #browser = null;
  #ended = null;

  constructor(viewport) {
    this.viewport = viewport;
  }

  /** A window on the address; it need not be reached. */
  async open(url) {
    if (!this.#process) await this.#start();
    const context = this.#browser.contexts()[0];
    context.setDefaultTimeout(LIMIT);
    const page = await context.newPage();
    await page.setViewportSize(this.viewport);
    await page.goto(url).catch(() => {});
    return page;
  }

  async #start() {
    this.#process = spawn(
      process.env.CONFAB_CHROMIUM,
      [
        ...FLAGS,
        "--headless=new",
        "--remote-debugging-port=0",
        `--user-data-dir=${this.#disk}`,
        "about:blank",
      ],
      { detached: true, stdio: ["ignore", "ignore", "pipe"] },
    );
    const child = this.#process;
    this.#ended = new Promise((over) => child.once("close", over));
    const address = await new Promise((found, lost) => {
      let said = "";
      child.stderr.setEncoding("utf8").on("data", (text) => {
        said += text;
        const address = ADDRESS.exec(said)?.[1];
        if (address) found(address);
      });
      child.once("exit", () => lost(new Error(`Chromium did not start: ${said}`)));
    });
    this.#browser = await chromium.connectOverCDP(address);
  }

  /** As people do it: the browser writes what it has not written yet, its cookies among it. */
  async close() {
    const session = await this.#browser.newBrowserCDPSession();
    await session.send("Browser.close");
    await this.#ended;
    this.#process = null;
  }

  /** Nothing that a page or a browser does when it is closed takes place. */
  async kill() {
    if (!this.#process) return;
    process.kill(-this.#process.pid, "SIGKILL");
    await this.#ended;
    this.#process = null;
  }

  async throwAway() {
    await this.kill();
    rmSync(this.#disk, { recursive: true, force: true });
  }
}
