// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { navigate } from "wouter/use-browser-location";
import { goBack, goUp, step, watchWay } from "./way";

let unwatch = () => {};
const backs: number[] = [];
const real = history.back.bind(history);

beforeEach(() => {
  History.prototype.replaceState.call(history, null, "", "/");
  backs.length = 0;
  history.back = () => void backs.push(1);
  unwatch = watchWay();
});

afterEach(() => {
  unwatch();
  history.back = real;
});

test("what one came from is known, and Back leads there", () => {
  navigate("/c/garden");
  navigate("/c/garden/t/rose");
  expect(step.get()).toEqual({ depth: 2, from: "/c/garden" });
  goBack("/");
  expect(backs).toHaveLength(1);
  expect(location.pathname).toBe("/c/garden/t/rose");
});

test("who came by a link from outside is led upwards, and not out of the app", () => {
  navigate("/c/garden", { replace: true });
  goBack("/");
  expect(backs).toHaveLength(0);
  expect(location.pathname).toBe("/");
  expect(step.get().depth).toBe(0);
});

test("a place that takes another's in the history has the same place before it", () => {
  navigate("/c/garden/m/rose");
  navigate("/c/garden", { replace: true });
  expect(step.get()).toEqual({ depth: 1, from: "/" });
  expect(history.state).toEqual({ way: { depth: 1, from: "/" } });
});

test("a thread that was opened from elsewhere closes to its channel, and elsewhere is still behind it", () => {
  navigate("/threads");
  navigate("/c/garden/t/rose");
  goUp("/c/garden");
  expect(backs).toHaveLength(0);
  expect(location.pathname).toBe("/c/garden");
  expect(step.get()).toEqual({ depth: 2, from: "/threads" });
  navigate("/c/garden/t/tulip");
  goUp("/c/garden");
  expect(backs).toHaveLength(1);
});
