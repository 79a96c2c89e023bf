import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/direction.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Http } from "../lib/http";
import { speakOwn } from "../lib/i18n";
import { watchWay } from "../lib/way";
import { Boundary } from "../ui/Boundary";
import { App } from "./App";
import { keepApp } from "./updates";

watchWay();
// The words and what there is to be seen are fetched side by side. Until both are there, only shapes are drawn.
const speaking = speakOwn();
const http = new Http((url, init) => fetch(url, init));
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Boundary>
        <App http={http} speaking={speaking} />
      </Boundary>
    </StrictMode>,
  );
}

// After the first paint: it fetches much that is not needed for it. Where it may not be kept, it is fetched each time.
if (import.meta.env.PROD) window.addEventListener("load", () => void keepApp().catch(() => {}));
