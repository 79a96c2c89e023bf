import { expect, test } from "vitest";
import { person } from "../testing/sim-server";
import { titleOf } from "./naming";

const direct = (...ids: string[]) => ({ kind: "direct" as const, name: null, people: ids.map(person) });

test("a conversation is called after the others in it, and the one with oneself says so", () => {
  expect(titleOf(direct("ann", "bob"), "ann")).toBe("BOB");
  expect(titleOf(direct("ann", "bob", "cy"), "ann")).toBe("BOB, CY");
  expect(titleOf(direct("ann"), "ann")).toBe("ANN (you)");
  expect(titleOf(direct(), "ann")).toBe("…");
});
