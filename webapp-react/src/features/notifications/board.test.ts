// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { clearBoard, systemBoard } from "./board";

/** What a page puts up by itself. */
class FakeNotification {
  static permission = "granted";
  static made: FakeNotification[] = [];
  onclick: (() => void) | null = null;
  close = vi.fn();
  constructor(
    readonly title: string,
    readonly options: NotificationOptions,
  ) {
    FakeNotification.made.push(this);
  }
}

/** What a service worker keeps up. */
function worker() {
  let up: { title: string; tag: string; data: unknown; close(): void }[] = [];
  const registration = {
    active: {},
    showNotification: vi.fn(async (title: string, { tag = "", data }: NotificationOptions) => {
      const close = () => {
        up = up.filter((each) => each !== shown);
      };
      const shown = { title, tag, data, close };
      up = [...up.filter((each) => each.tag !== tag), shown];
    }),
    getNotifications: async ({ tag }: { tag?: string } = {}) => up.filter((each) => !tag || each.tag === tag),
  };
  vi.stubGlobal("navigator", { serviceWorker: { getRegistration: async () => registration } });
  return registration;
}

const notice = { tag: "garden", title: "Bob in #garden", body: "the <i>roses</i>", path: "/c/garden" };

beforeEach(() => {
  FakeNotification.made = [];
  vi.stubGlobal("Notification", FakeNotification);
});
afterEach(() => vi.unstubAllGlobals());

test("the service worker puts it up and knows where it leads; the page puts up nothing", async () => {
  const { showNotification } = worker();
  const board = systemBoard(vi.fn());
  await board.put(notice);
  const { title, path, ...more } = notice;
  expect(showNotification).toHaveBeenCalledWith(title, expect.objectContaining({ ...more, data: path }));
  expect(FakeNotification.made).toEqual([]);
  await board.put({ ...notice, tag: "shed" });
  await board.take("garden");
  expect(await board.tags()).toEqual(["shed"]);
});

test("without a service worker the page puts it up, and a press leads there", async () => {
  vi.stubGlobal("navigator", {});
  const go = vi.fn();
  const board = systemBoard(go);
  await board.put(notice);
  const [shown] = FakeNotification.made;
  expect(shown).toMatchObject({ title: notice.title, options: { tag: "garden", body: notice.body } });
  shown?.onclick?.();
  expect(go).toHaveBeenCalledWith("/c/garden");
  expect(shown?.close).toHaveBeenCalledOnce();
  await board.take("garden");
  expect(shown?.close).toHaveBeenCalledTimes(2);
});

test("all that is up can be cleared", async () => {
  worker();
  const board = systemBoard(vi.fn());
  for (const tag of ["garden", "shed"]) await board.put({ ...notice, tag });
  await clearBoard();
  expect(await board.tags()).toEqual([]);
});
