/** All catalogues at once, for a story that holds one against another. */
import { ar } from "../src/lib/locales/ar";
import { de } from "../src/lib/locales/de";
import { en } from "../src/lib/locales/en";
import { enLate } from "../src/lib/locales/en-late";
import { es } from "../src/lib/locales/es";
import { zhCN } from "../src/lib/locales/zh-CN";

export const words = { en: { ...en, late: enLate }, de, es, ar, "zh-CN": zhCN };
