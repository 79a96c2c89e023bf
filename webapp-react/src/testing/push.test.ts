import { expect, test } from "vitest";
import { pushOf } from "../../sw/push";

test("a push says what has happened and where", () => {
  const said = { title: "Ann", body: "the boats are out", tag: "c1", path: "/c/1/m/2" };
  expect(pushOf(JSON.stringify(said))).toEqual(said);
});

test.each([undefined, "", "{", "null", "[]", "7", '{"title": 7}'])("of %j the name alone is left", (data) => {
  expect(pushOf(data)).toEqual({ title: "Confab", path: "/" });
});

test.each(["https://elsewhere.example/", "//elsewhere.example/", "/files/a/b.html", "javascript:alert(1)"])(
  "it leads to no place that is not a page of ours: %s",
  (path) => {
    expect(pushOf(JSON.stringify({ title: "Ann", path })).path).toBe("/");
  },
);
