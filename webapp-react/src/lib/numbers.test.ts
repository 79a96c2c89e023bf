import { afterEach, expect, test, vi } from "vitest";
import { speak, wordsOf } from "./i18n";
import { en } from "./locales/en";
import { badgeText, numberText } from "./numbers";

afterEach(() => {
  vi.unstubAllGlobals();
  speak("en", en);
});

test("a number has the digits that the words beside it have", async () => {
  vi.stubGlobal("navigator", { languages: ["ar-EG"] });
  expect([numberText(1_234), badgeText(7)]).toEqual(["1,234", "7"]);
  const arabic = await wordsOf("ar");
  speak("ar", arabic);
  expect([numberText(7), badgeText(12)]).toEqual(["٧", "١٢"]);
  expect(arabic.nav.unread(12)).toContain(badgeText(12));
});

test("a badge shows no more than there is room for", async () => {
  expect([badgeText(99), badgeText(100)]).toEqual(["99", "99+"]);
  vi.stubGlobal("navigator", { languages: ["ar-EG"] });
  speak("ar", await wordsOf("ar"));
  expect(badgeText(100)).toBe("٩٩+");
});
