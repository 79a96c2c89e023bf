/** For what scrolls by itself: the keyboard must reach it too. The end-to-end test passes over it when it is wide. */
export const scrolling = { tabIndex: 0, "data-clipped": true } as const;
