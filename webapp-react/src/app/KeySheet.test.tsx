// @vitest-environment happy-dom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { KEYS } from "../lib/keys";
import { KeySheet } from "./KeySheet";

afterEach(cleanup);

test("the sheet shows every key that there is, and no other", () => {
  const { baseElement } = render(<KeySheet onClose={() => {}} />);
  const shown = [...baseElement.querySelectorAll<HTMLElement>("[data-key]")];
  const all = Object.entries(KEYS).flatMap(([place, ids]) => Object.keys(ids).map((id) => `${place}.${id}`));
  expect(shown.map((each) => each.dataset.key).sort()).toEqual(all.sort());
  for (const each of shown) {
    expect(each.querySelector("dt")?.textContent).toBeTruthy();
    expect(each.querySelector("kbd")?.textContent).toBeTruthy();
  }
});
