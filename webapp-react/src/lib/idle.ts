const AT_MOST_MS = 2_000;
const SHORT_MS = 50;

/** When the browser has nothing better to do (Safari does not tell: a little later), and not later than in two seconds. */
export const idle = (): Promise<void> =>
  new Promise((over) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => over(), { timeout: AT_MOST_MS });
    else setTimeout(over, SHORT_MS);
  });
