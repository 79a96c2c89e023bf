import "../styles/tokens.css";
import "../styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Http } from "../lib/http";
import { App } from "./App";

const http = new Http((url, init) => fetch(url, init));
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App http={http} />
    </StrictMode>,
  );
}
