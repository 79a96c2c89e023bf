import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Http } from "../lib/http";
import { watchWay } from "../lib/way";
import type { Live } from "../live/live-context";
import { Boundary } from "../ui/Boundary";
import { App } from "./App";

/** `speaking`: from then on there are words. `session`: the first try to find out who is here. */
export function draw(http: Http, speaking: Promise<void>, session: Promise<Live>): void {
  watchWay();
  const root = document.getElementById("root");
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <Boundary>
        <App http={http} speaking={speaking} first={session} />
      </Boundary>
    </StrictMode>,
  );
}
