/** PNGs of one colour, made here: stories need pictures, and the repository none. */
import { crc32, deflateSync } from "node:zlib";

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Made of one byte for each pixel: its place in the palette of `[red, green, blue]`. */
export function png(width, height, indices, palette) {
  const rows = Buffer.alloc(height * (1 + width));
  for (let y = 0; y < height; y++) indices.copy(rows, y * (1 + width) + 1, y * width, (y + 1) * width);
  return assembled(width, height, 3, [
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
  ]);
}

function assembled(width, height, kind, chunks) {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, kind, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", size),
    ...chunks,
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A file as the browser's file chooser takes it. `noise` makes it as large as its pixels. */
export function picture(name, width, height, [red, green, blue], noise = false) {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    const row = y * (1 + width * 3) + 1;
    for (let x = 0; x < width; x++) rows.set([red, green, blue], row + x * 3);
    if (noise) for (let n = 0; n < width * 3; n++) rows[row + n] = Math.floor(Math.random() * 256);
  }
  const buffer = assembled(width, height, 2, [chunk("IDAT", deflateSync(rows, { level: noise ? 0 : 6 }))]);
  return { name, mimeType: "image/png", buffer };
}

/** Pastes or drops it where it says, as a hand would. */
export async function bring(page, how, selector, { name, mimeType, buffer }) {
  await page.evaluate(
    ({ how, selector, name, mimeType, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type: mimeType }));
      const target = document.querySelector(selector);
      const also = { bubbles: true, cancelable: true };
      if (how === "paste")
        target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, ...also }));
      else
        for (const type of ["dragenter", "dragover", "drop"])
          target.dispatchEvent(new DragEvent(type, { dataTransfer: data, ...also }));
    },
    { how, selector, name, mimeType, base64: buffer.toString("base64") },
  );
}
