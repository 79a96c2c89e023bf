import { emojiFor } from "./emoji";
import type { FileFacts } from "./files";
import { t } from "./i18n";
import { plainOf } from "./markdown/plain";
import { treeOf } from "./markdown/reading";

/** The words of a message without its marks, or else its files, for labels, announcements and short views of it. */
export const previewOf = (text: string, files: readonly FileFacts[] = []): string =>
  text === "" && files.length > 0
    ? t.files.sent(files.map(({ name }) => name))
    : plainOf(treeOf(text), emojiFor);
