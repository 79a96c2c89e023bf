import { t } from "./i18n";
import { enLate, type LateWords } from "./locales/en-late";

/** The words that are not wanted at first; only what is fetched late itself may ask for them. */
export const lateWords = (): LateWords => t.late ?? enLate;
