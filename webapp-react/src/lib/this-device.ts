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
