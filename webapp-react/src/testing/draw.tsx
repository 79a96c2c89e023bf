import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { LiveContext } from "../live/live-context";
import { gardenWorld } from "./world";

/** Ann's client, connected to a small world, with something drawn inside it. */
export async function garden() {
  const world = await gardenWorld();
  const around = (inside: ReactNode) => <LiveContext value={world}>{inside}</LiveContext>;
  const draw = (inside: ReactNode) => {
    const drawn = render(around(inside));
    return { ...drawn, redraw: (other: ReactNode) => drawn.rerender(around(other)) };
  };
  return { ...world, draw };
}
