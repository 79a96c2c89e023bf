import { afterAll, expect, test } from "vitest";
import { explain, explained, fieldErrors } from "./failure";
import { HttpProblem, type ProblemDetails } from "./http";
import { speak, wordsOf } from "./i18n";
import { languages } from "./languages";
import { en } from "./locales/en";

afterAll(() => speak("en", en));

const problem = (rest: Partial<ProblemDetails>): ProblemDetails => ({
  type: "/problems/not-allowed",
  title: "Not allowed",
  status: 403,
  detail: "Only the owner may do that.",
  ...rest,
});

const TOO_SHORT = {
  field: "password",
  message: "must have at least 10 characters",
  code: "too-short",
  limit: 10,
};
const NEW = { field: "wind", message: "must blow", code: "calm" };
const invalid = (...errors: NonNullable<ProblemDetails["errors"]>) =>
  problem({ type: "/problems/invalid", status: 422, errors });

test("in English the server speaks for itself", () => {
  speak("en", en);
  expect(explained(problem({}))).toBe("Only the owner may do that.");
  expect(fieldErrors(new HttpProblem(invalid(TOO_SHORT)))).toEqual({ password: TOO_SHORT.message });
});

test("in other languages none of its sentences is said", async () => {
  for (const language of languages.filter((each) => each !== "en")) {
    speak(language, await wordsOf(language));
    const all = [
      explained(problem({})),
      explained(problem({ type: "/problems/of-next-year" })),
      explained(problem({ type: "about:blank", title: "Bad Gateway", status: 502, detail: undefined })),
      explained(problem({ type: "/problems/constructor" })),
      explained(invalid(TOO_SHORT)),
      explained(invalid(NEW)),
      explained(problem({ status: 429, retryAfter: 3 })),
      explained(problem({ status: 0 })),
      explain(new Error("Not found")),
    ];
    for (const said of all) expect(said).not.toMatch(/Only|Not|Bad|must|again|undefined/u);
    expect(all.every((said) => said.length > 3)).toBe(true);
  }
});

test("a field says what is wrong with it, and how much there may be", async () => {
  speak("de", await wordsOf("de"));
  expect(fieldErrors(new HttpProblem(invalid(TOO_SHORT, NEW)))).toEqual({
    password: "Es müssen mindestens 10 Zeichen sein.",
    wind: "So wird das nicht angenommen.",
  });
});
