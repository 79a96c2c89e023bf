/** Rejects where there is no clipboard (no TLS), or it may not be written. */
export async function copy(text: string): Promise<void> {
  if (!navigator.clipboard) throw new Error("There is no clipboard");
  await navigator.clipboard.writeText(text);
}
