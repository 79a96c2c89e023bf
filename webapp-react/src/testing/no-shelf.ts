import type { DraftShelf } from "../live/drafts";
import type { PendingShelf } from "../live/pending";

/** Keeps nothing. */
export const noShelf = (): PendingShelf & DraftShelf => ({
  keep() {},
  drop() {},
  draft: () => "",
  unsynced: new Map(),
  places: [],
  whenWritten() {},
  synced() {},
  takeDraft() {},
});
