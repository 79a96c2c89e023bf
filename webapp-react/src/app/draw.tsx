import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Http } from "../lib/http";
import { watchWay } from "../lib/way";
import type { Live } from "../live/live-context";
import { Boundary } from "../ui/Boundary";
import { App } from "./App";
import { keepApp } from "./updates";

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

  // After the first paint: it fetches much that is not needed for it. Where it may not be kept, it is fetched each time.
  if (!import.meta.env.PROD) return;
  const keep = () => void keepApp().catch(() => {});
  if (document.readyState === "complete") keep();
  else window.addEventListener("load", keep);
}
