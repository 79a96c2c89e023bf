/** Resolves in a task of its own: whatever waits, a key or a finger, comes first. */
export const nextTask = () => new Promise<void>((over) => setTimeout(over));
