import { createElement, Fragment, type ReactNode } from "react";

/** Pieces that never change places, side by side: they need no keys. */
export const together = (pieces: readonly ReactNode[]): ReactNode => createElement(Fragment, null, ...pieces);
