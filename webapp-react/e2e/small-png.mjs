/** A screenshot as a PNG of at most 256 colours: enough for a page that is drawn with a few, and a fraction of the size. */
import { png } from "./pictures.mjs";

/** `page` is any page; its canvas reads the picture. */
export async function small(page, screenshot) {
  const { width, height, palette, indices } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const colours = new Int32Array(width * height);
    const often = new Map();
    for (let n = 0; n < colours.length; n++) {
      const colour = (data[4 * n] << 16) | (data[4 * n + 1] << 8) | data[4 * n + 2];
      colours[n] = colour;
      often.set(colour, (often.get(colour) ?? 0) + 1);
    }
    const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
    const far = (a, b) => a.reduce((sum, part, n) => sum + (part - b[n]) ** 2, 0);
    const byCount = [...often].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
    // The most frequent ones that are not almost the same as one already taken.
    const palette = [];
    for (const least of [300, 120, 40, 0])
      for (const colour of byCount) {
        if (palette.length === 256) break;
        if (palette.every((taken) => far(taken, parts(colour)) > least)) palette.push(parts(colour));
      }
    const nearest = new Map();
    for (const colour of byCount) {
      let best = 0;
      const own = parts(colour);
      for (let n = 1; n < palette.length; n++) if (far(palette[n], own) < far(palette[best], own)) best = n;
      nearest.set(colour, best);
    }
    let text = "";
    for (const colour of colours) text += String.fromCharCode(nearest.get(colour));
    return { width, height, palette, indices: btoa(text) };
  }, screenshot.toString("base64"));
  return png(width, height, Buffer.from(indices, "base64"), palette);
}
