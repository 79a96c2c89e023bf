// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchViewport } from "./viewport";

/** A window with a keyboard that lies over it, as on iOS. */
function phone(pointer = "coarse") {
  const visual = Object.assign(new EventTarget(), { height: 800, scale: 1, offsetTop: 0 });
  const scrolled: number[][] = [];
  const frames: FrameRequestCallback[] = [];
  const view = {
    document,
    visualViewport: visual,
    innerWidth: 390,
    innerHeight: 800,
    matchMedia: (query: string) => ({ matches: query === `(pointer: ${pointer})` }),
    scrollY: 0,
    scrollTo: (...to: number[]) => scrolled.push(to),
    requestAnimationFrame: (then: FrameRequestCallback) => frames.push(then),
    cancelAnimationFrame: () => {},
  };
  const become = (height: number) => {
    visual.height = height;
    for (let n = 0; n < 5; n++) visual.dispatchEvent(new Event("resize"));
    const drawn = frames.splice(0);
    for (const frame of drawn) frame(0);
    return drawn.length;
  };
  return { view: view as unknown as Window & typeof view, visual, scrolled, become };
}

const { documentElement: root } = document;
const isOpen = () => root.hasAttribute("data-keyboard");
const height = () => root.style.getPropertyValue("--vvh");
let unwatch = () => {};

beforeEach(() => {
  document.body.replaceChildren(document.createElement("textarea"));
});
afterEach(() => unwatch());

test("the app is as high as what the keyboard leaves of it, and is told once a frame", () => {
  const { view, visual, scrolled, become } = phone();
  unwatch = watchViewport(view);
  document.querySelector("textarea")?.focus();
  visual.offsetTop = 300;
  expect(become(500)).toBe(1);
  expect([isOpen(), height()]).toEqual([true, "500px"]);
  expect(scrolled).toEqual([[0, 0]]);
  become(800);
  expect([isOpen(), height()]).toEqual([false, ""]);
});

test("where the page itself becomes lower the keyboard is open too, and nothing is to be set right", () => {
  const { view, become } = phone();
  unwatch = watchViewport(view);
  become(800);
  document.querySelector("textarea")?.focus();
  view.innerHeight = 500;
  become(500);
  expect([isOpen(), height()]).toEqual([true, ""]);
});

test("an address bar is no keyboard, nor is a screen that gets lower when nothing is written, or is turned round", () => {
  const { view, become } = phone();
  unwatch = watchViewport(view);
  become(500);
  expect(isOpen()).toBe(false);
  document.querySelector("textarea")?.focus();
  become(720);
  expect(isOpen()).toBe(false);
  Object.assign(view, { innerWidth: 800, innerHeight: 390 });
  become(390);
  expect(isOpen()).toBe(false);
});

test("a window that is made lower on a desk has no keyboard on it", () => {
  const { view, become } = phone("fine");
  unwatch = watchViewport(view);
  document.querySelector("textarea")?.focus();
  view.innerHeight = 500;
  become(500);
  expect(isOpen()).toBe(false);
});

test("who has zoomed in sees the page as it was", () => {
  const { view, visual, become } = phone();
  unwatch = watchViewport(view);
  document.querySelector("textarea")?.focus();
  visual.scale = 2;
  become(400);
  expect([isOpen(), height()]).toEqual([false, ""]);
});
