import { expect, test } from "vitest";
import { boxOf, endingOf, type FileFacts, kindOf, sizeText, smallUrlOf, urlOf } from "./files";

const rose = (facts: Partial<FileFacts> = {}): FileFacts => ({
  id: "f1",
  name: "rose.png",
  type: "image/png",
  size: 1,
  width: 100,
  height: 100,
  thumbnail: true,
  at: "2026-03-01T09:00:00.000Z",
  ...facts,
});

test("sizes are said as people say them", () => {
  expect([0, 1, 999, 1000, 1023 * 1024, 100 * 1024 * 1024, 1.5 * 1024 ** 3].map(sizeText)).toEqual([
    "0 bytes",
    "1 byte",
    "999 bytes",
    "1 kB",
    "1 MB",
    "100 MB",
    "1.5 GB",
  ]);
});

test("a picture gets the room of its own shape, at most 360 by 320, and enough to be hit", () => {
  expect(boxOf(rose({ width: 3600, height: 1800 }))).toEqual({ width: 360, height: 180 });
  expect(boxOf(rose({ width: 1000, height: 4000 }))).toEqual({ width: 80, height: 320 });
  expect(boxOf(rose({ width: 9000, height: 10 }))).toEqual({ width: 360, height: 56 });
  expect(boxOf(rose({ width: 100, height: 60 }))).toEqual({ width: 100, height: 60 });
});

test("only what the server shows is shown, whatever it is called", () => {
  expect(kindOf(rose())).toBe("picture");
  expect(kindOf(rose({ type: "image/svg+xml" }))).toBe("other");
  expect(kindOf(rose({ width: undefined, height: undefined }))).toBe("other");
  expect(kindOf(rose({ type: "video/mp4" }))).toBe("video");
  expect(kindOf(rose({ type: "audio/mpeg" }))).toBe("audio");
  expect(kindOf(rose({ type: "text/html" }))).toBe("other");
});

test("a picture without a small one stands for itself", () => {
  expect(smallUrlOf(rose())).toBe("/files/f1/thumbnail");
  expect(smallUrlOf(rose({ thumbnail: false }))).toBe("/files/f1");
  expect(urlOf(rose())).toBe("/files/f1");
});

test("an ending is short and says the type", () => {
  expect(["plan.tar.gz", "README", "a.b c", ".env", "x.docx"].map(endingOf)).toEqual([
    "GZ",
    "",
    "",
    "ENV",
    "DOCX",
  ]);
});
