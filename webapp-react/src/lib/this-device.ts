/** What this browser remembers before it knows who is there. One that keeps nothing remembers nothing. */
const USER = "confab.user";
const SHARED = "confab.shared";

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Then the server is asked the next time.
  }
}

/** The id of whoever was signed in here last, and has not signed out. */
export const lastUser = (): string | null => read(USER);
export const rememberUser = (id: string | null): void => write(USER, id);

/** Others use this browser as well: what is said is not to be kept in it. */
export const isShared = (): boolean => read(SHARED) === "yes";
export const setShared = (shared: boolean): void => write(SHARED, shared ? "yes" : null);

const LETTERS = "confab.letters";
const ALL_READ = "confab.all-read";

/** Whether single letters do something to the message that has the focus (WCAG 2.1.4). */
export const hasLetters = (): boolean => read(LETTERS) !== "off";
export const setLetters = (on: boolean): void => write(LETTERS, on ? null : "off");

/** Whether somebody wants to be asked before all is marked as read. */
export const asksAllRead = (): boolean => read(ALL_READ) !== "unasked";
export const setAsksAllRead = (asks: boolean): void => write(ALL_READ, asks ? null : "unasked");
