// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import type { Names } from "../lib/markdown/names";
import { parse } from "../lib/markdown/parse";
import { Markdown } from "./Markdown";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const attacks: string[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../src/test/resources/markdown/attacks.json"), "utf8"),
);

const names: Names = {
  person: (username) =>
    ({ ann: { id: "u1", name: "Ann Lee", isMe: true }, bob: { id: "u2", name: "Bob", isMe: false } })[
      username
    ],
  channel: (name) => (name === "garden" ? { id: "c1" } : undefined),
  emojiFor: (shortcode) => (shortcode === "tada" ? "🎉" : undefined),
};

const drawn = (text: string, calls: string[] = []) =>
  render(<Markdown tree={parse(text)} names={names} calls={calls} />).container;

test("a link to a place in this app stays in it, any other leaves it", () => {
  const here = `${window.location.origin}/c/c1/m/m1`;
  drawn(`${here} https://garden.test/c/c1/m/m1 ${window.location.origin}/api/v1/me`);
  const [first, ...others] = screen.getAllByRole("link");
  expect(first?.getAttribute("href")).toBe("/c/c1/m/m1");
  expect(first?.getAttribute("target")).toBeNull();
  expect(others.map((link) => link.getAttribute("target"))).toEqual(["_blank", "_blank"]);
});

const DRAWN = "div p strong em s code pre a blockquote ul ol li hr table thead tbody tr th td span bdi";
const CHROME = "button svg path";
const KNOWN = new Set([
  "class",
  "dir",
  "href",
  "target",
  "rel",
  "title",
  "start",
  "role",
  "tabindex",
  "data-person",
  "data-clipped",
  "type",
]);

/** What a message can put on the page: these elements, these attributes, and links that lead out safely. */
function dangersIn(root: Element): string[] {
  const elements = new Set([...DRAWN.split(" "), ...CHROME.split(" ")]);
  return [...root.querySelectorAll("*")].flatMap((element) => {
    const tag = element.tagName.toLowerCase();
    const chrome = element.closest("button, svg") !== null;
    const strange = [...element.attributes].filter(
      ({ name }) =>
        /^on|^style$|^src/u.test(name) || !(chrome || KNOWN.has(name) || name.startsWith("aria-")),
    );
    const href = element.getAttribute("href");
    const rel = element.getAttribute("rel");
    return [
      ...(elements.has(tag) ? [] : [tag]),
      ...strange.map(({ name }) => `${tag} ${name}`),
      ...(href !== null && !/^(?:https?:\/\/[^/]|mailto:)/u.test(href) && href !== "/c/c1"
        ? [`href ${href}`]
        : []),
      ...(tag === "a" && href !== "/c/c1" && rel !== "noopener noreferrer nofollow" ? [`rel ${rel}`] : []),
    ];
  });
}

test("there are attacks to withstand", () => {
  expect(new Set(attacks).size).toBeGreaterThanOrEqual(60);
  const page = document.createElement("div");
  page.append(document.createElement("img"), document.createElement("a"));
  page.querySelector("a")?.setAttribute("onclick", "x");
  expect(dangersIn(page)).toEqual(["img", "a onclick", "rel null"]);
});

test.each(attacks)("%j does nothing", (text) => {
  const page = drawn(text);
  expect(dangersIn(page)).toEqual([]);
  expect(page.textContent?.trim()).not.toBe("");
});

test("whatever is written, only what is known is drawn", () => {
  const bits = fc.constantFrom(
    ...attacks.slice(0, 80),
    ..."*_~`[]()<>#|!-\n".split(""),
    "https://x.test",
    "@ann",
    ":tada:",
    "#garden",
    "\n\n",
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 8 }), (list) => {
      const page = drawn(list.join(""));
      expect(dangersIn(page)).toEqual([]);
      cleanup();
    }),
  );
});

test("a link opens elsewhere and tells nobody where it was", () => {
  drawn("[roses](https://garden.test/a) https://x.test");
  const [labelled, bare] = screen.getAllByRole("link");
  expect(labelled?.getAttribute("title")).toBe("https://garden.test/a");
  expect(bare?.getAttribute("target")).toBe("_blank");
  expect(bare?.getAttribute("rel")).toBe("noopener noreferrer nofollow");
});

test("a picture is a link, and is never loaded", () => {
  const page = drawn("![a rose](https://tracker.test/rose.png)");
  expect(page.querySelector("img")).toBeNull();
  expect(screen.getByRole("link", { name: "a rose" }).getAttribute("href")).toBe(
    "https://tracker.test/rose.png",
  );
});

test("who is known is called by name, who is not stays text", () => {
  const page = drawn("@ann and @BOB and @carl see #garden, not #cellar, :tada: :nope: `@ann`");
  expect(page.textContent).toBe("@Ann Lee and @Bob and @carl see #garden, not #cellar, 🎉 :nope: @ann");
  expect([...page.querySelectorAll("[data-person]")].map((each) => each.className)).toEqual([
    "mention mine",
    "mention",
  ]);
  expect(screen.getByRole("link", { name: "#garden" }).getAttribute("href")).toBe("/c/c1");
});

test("everybody is called only where the server says so", () => {
  expect(drawn("@channel @here").querySelectorAll(".mine").length).toBe(0);
  expect(drawn("@Channel @here", ["channel"]).querySelectorAll(".mine").length).toBe(1);
});

test("emoji alone are large", () => {
  expect(drawn(":tada: 🍅").querySelector(".jumbo")).not.toBeNull();
  expect(drawn(":tada: ok").querySelector(".jumbo")).toBeNull();
});

test("code can be reached, copied, and gets its colours", async () => {
  const writeText = vi.fn(async () => {});
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  const page = drawn("```js\nconst a = '<img src=x>';\n```");
  const code = screen.getByRole("group", { name: "Code, js" });
  expect(code.tabIndex).toBe(0);
  fireEvent.click(screen.getByRole("button", { name: "Copy code" }));
  await screen.findByRole("button", { name: "Copied" });
  expect(writeText).toHaveBeenCalledWith("const a = '<img src=x>';");
  await vi.waitFor(() => expect(page.querySelector(".keyword")?.textContent).toBe("const"), {
    timeout: 5_000,
  });
  expect(code.textContent).toBe("const a = '<img src=x>';");
  expect(dangersIn(page)).toEqual([]);
});

test("code that cannot be copied is not said to be", async () => {
  vi.stubGlobal("navigator", {});
  drawn("```js\nconst a = 1;\n```");
  fireEvent.click(screen.getByRole("button", { name: "Copy code" }));
  expect((await screen.findByRole("alert")).textContent).toContain("did not work");
});

test("a language that is not known is code without colours", () => {
  const page = drawn("```klingon\nqapla\n```");
  expect(screen.getByRole("group", { name: "Code, klingon" }).textContent).toBe("qapla");
  expect(page.querySelectorAll("code span").length).toBe(0);
});

test("lists keep their numbers, and tables can be scrolled by keyboard", () => {
  const page = drawn("7. a\n8. b\n\n|a|b|\n|:-|-:|\n|c|d|");
  expect(page.querySelector("ol")?.start).toBe(7);
  expect(screen.getByRole("group", { name: "Table" }).tabIndex).toBe(0);
  expect(screen.getByRole("cell", { name: "d" }).className).toBe("right");
});

test("what comes after the words stands on their line, or on its own behind code", () => {
  const after = <span>(edited)</span>;
  const page = render(<Markdown tree={parse("a\n\nb")} names={names} after={after} />).container;
  expect([...page.querySelectorAll("p")].map((each) => each.textContent)).toEqual(["a", "b(edited)"]);
  const code = render(<Markdown tree={parse("```\na\n```")} names={names} after={after} />).container;
  expect(code.querySelector("p")?.textContent).toBe("(edited)");
});

test("the outermost block alone says that its direction is in its words", () => {
  const page = drawn("> שלום\n\n- פריט\n  1. אחד\n\nעולם");
  const directed = [...page.querySelectorAll("[dir=auto]")].map((each) => each.tagName.toLowerCase());
  expect(directed).toEqual(["blockquote", "ul", "p"]);
});
