import { expect, test } from "vitest";
import { detailsOf, placeAt } from "./places";

const nothing = { thread: null, message: null, details: null };

test("each address of a conversation says what is open in it", () => {
  expect(placeAt("/c/c1")).toEqual({ channel: "c1", ...nothing });
  expect(placeAt("/c/c1/")).toEqual({ channel: "c1", ...nothing });
  expect(placeAt("/c/c1/m/m2")).toEqual({ channel: "c1", ...nothing, message: "m2" });
  expect(placeAt("/c/c1/t/m1")).toEqual({ channel: "c1", ...nothing, thread: "m1" });
  expect(placeAt("/c/c1/t/m1/m/m2")).toEqual({ channel: "c1", ...nothing, thread: "m1", message: "m2" });
  for (const details of ["members", "members/add", "pins"] as const)
    expect(placeAt(detailsOf("c1", details))).toEqual({ channel: "c1", ...nothing, details });
});

test.each(["/", "/c", "/c/", "/threads", "/c/c1/else", "/c/c1/members/else", "/c/c1/t/m1/pins", "/x/c/c1"])(
  "%s leads into no conversation",
  (path) => expect(placeAt(path)).toBeNull(),
);
