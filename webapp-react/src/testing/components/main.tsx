import "../../styles/tokens.css";
import "../../styles/base.css";
import "../../styles/direction.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { loadEmoji } from "../../lib/emoji";
import { speakOwn } from "../../lib/i18n";
import { gardenWorld } from "../world";
import { ComponentsPage } from "./ComponentsPage";

/** Every part and every state on one page, for whoever draws. `npm run dev` serves it at /components.html; no build has it. */
const [world, lost] = await Promise.all([gardenWorld(), gardenWorld(), loadEmoji(), speakOwn()]);
lost.network.cut();
const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <ComponentsPage world={world} lost={lost} />
    </StrictMode>,
  );
