import { expect, test } from "vitest";
import { keysOf } from "./key-names";
import { KEYS, type KeyPlace, keyed } from "./keys";

/** What was promised to whoever uses the keyboard: place, key, what it does. */
const PROMISED: [KeyPlace, string, string][] = [
  ["anywhere", "Mod-k", "switcher"],
  ["anywhere", "Mod-Shift-k", "people"],
  ["anywhere", "Mod-f", "searchHere"],
  ["anywhere", "Mod-Shift-f", "search"],
  ["anywhere", "Alt-ArrowUp", "previous"],
  ["anywhere", "Alt-ArrowDown", "next"],
  ["anywhere", "Alt-Shift-ArrowUp", "previousUnread"],
  ["anywhere", "Alt-Shift-ArrowDown", "nextUnread"],
  ["anywhere", "F6", "region"],
  ["anywhere", "Mod-F6", "region"],
  ["anywhere", "Shift-F6", "regionBack"],
  ["anywhere", "Mod-Shift-F6", "regionBack"],
  ["anywhere", "Mod-Shift-m", "activity"],
  ["anywhere", "Mod-Shift-t", "threads"],
  ["anywhere", "Mod-Shift-d", "drafts"],
  ["anywhere", "Mod-\\", "sidebar"],
  ["anywhere", "Mod-/", "keys"],
  ["anywhere", "Escape", "close"],
  ["anywhere", "Shift-Escape", "allRead"],
  ["browser", "Alt-ArrowLeft", "back"],
  ["browser", "Alt-ArrowRight", "forward"],
  ["composer", "Enter", "send"],
  ["composer", "Shift-Enter", "newline"],
  ["composer", "Mod-Enter", "sendAlways"],
  ["composer", "ArrowUp", "editLast"],
  ["composer", "Mod-ArrowUp", "recall"],
  ["composer", "Mod-b", "bold"],
  ["composer", "Mod-i", "italic"],
  ["composer", "Mod-e", "code"],
  ["composer", "Mod-Shift-x", "strike"],
  ["composer", "Mod-Shift-c", "codeBlock"],
  ["composer", "Mod-u", "attach"],
  ["composer", "PageUp", "pageUp"],
  ["composer", "PageDown", "pageDown"],
  ["row", "ArrowUp", "previous"],
  ["row", "ArrowDown", "next"],
  ["row", "PageUp", "pageUp"],
  ["row", "PageDown", "pageDown"],
  ["row", "Home", "first"],
  ["row", "End", "last"],
  ["row", "Enter", "open"],
  ["row", "r", "thread"],
  ["row", "e", "edit"],
  ["row", "+", "react"],
  ["row", "p", "pin"],
  ["row", "s", "save"],
  ["row", "u", "unread"],
  ["row", "c", "link"],
  ["row", "Delete", "delete"],
  ["sidebar", "ArrowUp", "previous"],
  ["sidebar", "ArrowDown", "next"],
  ["sidebar", "ArrowLeft", "outwards"],
  ["sidebar", "ArrowRight", "inwards"],
  ["sidebar", "Home", "first"],
  ["sidebar", "End", "last"],
];

const NONE = { code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

function press(chord: string, command: "ctrlKey" | "metaKey" = "ctrlKey") {
  const parts = chord.split("-");
  return {
    ...NONE,
    key: parts.at(-1) ?? "",
    altKey: parts.includes("Alt"),
    shiftKey: parts.includes("Shift"),
    [command]: parts.includes("Mod"),
  };
}

test.each(PROMISED)("%s: %s is for %s", (place, chord, id) => {
  expect(keyed(place, press(chord))).toBe(id);
  if (chord.includes("Mod")) expect(keyed(place, press(chord, "metaKey"))).toBe(id);
});

test("nothing else is taken, but for the menu and forwarding", () => {
  const all = Object.entries(KEYS).flatMap(([place, ids]) =>
    Object.entries(ids).flatMap(([id, ways]) => ways.split(" ").map((way) => `${place} ${way} ${id}`)),
  );
  const promised = new Set(PROMISED.map((each) => each.join(" ")));
  expect(all.filter((each) => !promised.has(each))).toEqual([
    "row ContextMenu menu",
    "row Shift-F10 menu",
    "row f forward",
  ]);
});

test("what is the browser's is never ours", () => {
  for (const chord of ["Alt-ArrowLeft", "Alt-ArrowRight", "Mod-n", "Mod-t", "Mod-w", "Mod-r", "Mod-c", "F5"])
    for (const place of ["anywhere", "composer", "row", "sidebar"] as const)
      expect([chord, keyed(place, press(chord))]).toEqual([chord, undefined]);
});

test("no key means two things in one place", () => {
  for (const ids of Object.values(KEYS)) {
    const ways = Object.values(ids).flatMap((each) => each.split(" "));
    expect(new Set(ways).size).toBe(ways.length);
  }
});

test("a letter is known by its place where another script is typed, and whatever Caps Lock says", () => {
  expect(keyed("anywhere", { ...press("Mod-ن"), code: "KeyK" })).toBe("switcher");
  expect(keyed("row", { ...NONE, key: "ق", code: "KeyR" })).toBe("thread");
  expect(keyed("row", { ...NONE, key: "R" })).toBe("thread");
  expect(keyed("row", { ...NONE, key: "R", shiftKey: true })).toBeUndefined();
});

test("a sign counts wherever the layout has it", () => {
  expect(keyed("row", { ...NONE, key: "+", shiftKey: true })).toBe("react");
  expect(keyed("anywhere", { ...press("Mod-/"), shiftKey: true })).toBe("keys");
});

test("a Mac has names of its own for them", () => {
  expect(keysOf("anywhere", "people", false)).toEqual([["Ctrl", "Shift", "K"]]);
  expect(keysOf("anywhere", "people", true)).toEqual([["⌘", "⇧", "K"]]);
  expect(keysOf("anywhere", "region", false)).toEqual([["F6"], ["Ctrl", "F6"]]);
  expect(keysOf("browser", "back", true)).toEqual([["⌘", "←"]]);
  expect(keysOf("row", "react", false)).toEqual([["+"]]);
});
