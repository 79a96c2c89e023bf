/**
 * Stands in for the table of HTML's named characters. Messages have none (see `syntax.ts`), and the one that libraries
 * bring for browsers has the browser read HTML, which the app's policy forbids.
 */
export const decodeNamedCharacterReference = (): false => false;
