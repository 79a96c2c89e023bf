// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { FakeClock } from "../testing/fake-clock";
import { chooseLanguage, chosenLanguage, language, speak, speakOwn, t, wordsOf } from "./i18n";
import { en } from "./locales/en";

const page = document.documentElement;

afterEach(async () => {
  chooseLanguage(null);
  await speakOwn(async () => en);
  speak("en", en);
});

test("another language takes the place of English, and the page says so", async () => {
  speak("ar", await wordsOf("ar"));
  expect(t.nav.channels).toBe("القنوات");
  expect([page.lang, page.dir]).toEqual(["ar", "rtl"]);
  speak("de", await wordsOf("de"));
  expect([page.lang, page.dir]).toEqual(["de", "ltr"]);
});

test("what is chosen is spoken and kept; without a choice the browser's is", async () => {
  chooseLanguage("de");
  expect(localStorage.getItem("confab.language")).toBe("de");
  await vi.waitFor(() => expect(language.get()).toBe("de"));
  chooseLanguage(null);
  expect(localStorage.getItem("confab.language")).toBeNull();
  await vi.waitFor(() => expect(language.get()).toBe("en"));
});

test("a browser that keeps nothing speaks it all the same", async () => {
  const full = vi.fn(() => {
    throw new Error("full");
  });
  vi.stubGlobal("localStorage", { setItem: full, removeItem: full });
  chooseLanguage("es");
  await vi.waitFor(() => expect(language.get()).toBe("es"));
  expect(full).toHaveBeenCalled();
  vi.unstubAllGlobals();
});

test("where it cannot be fetched English speaks, and it is tried again, not for ever", async () => {
  const clock = new FakeClock();
  let tries = 0;
  let isThere = false;
  chosenLanguage.set("ar");
  page.lang = "ar";
  page.dir = "rtl";
  const load = async () => {
    tries += 1;
    if (!isThere) throw new Error("no network");
    return wordsOf("ar");
  };
  await speakOwn(load, clock);
  expect(t).toBe(en);
  expect([page.lang, page.dir]).toEqual(["en-US", "ltr"]);

  for (let hour = 0; hour < 10; hour++) {
    clock.advance(3_600_000);
    await new Promise((next) => setTimeout(next));
  }
  expect(tries).toBe(5);
  expect(clock.pending).toBe(0);

  isThere = true;
  await speakOwn(load, clock);
  expect([language.get(), page.dir]).toEqual(["ar", "rtl"]);
});

test("it speaks as soon as it can be fetched after all", async () => {
  const clock = new FakeClock();
  let isThere = false;
  chosenLanguage.set("es");
  await speakOwn(async () => {
    if (!isThere) throw new Error("no network");
    return wordsOf("es");
  }, clock);
  isThere = true;
  clock.advance(10_000);
  await vi.waitFor(() => expect(language.get()).toBe("es"));
});

test("the last wish counts, whatever comes last from the network", async () => {
  let bring: () => void = () => {};
  const slow = new Promise<void>((done) => {
    bring = done;
  });
  chosenLanguage.set("de");
  const first = speakOwn(async () => {
    await slow;
    return wordsOf("de");
  });
  chosenLanguage.set("es");
  await speakOwn();
  bring();
  await first;
  expect(language.get()).toBe("es");
});
