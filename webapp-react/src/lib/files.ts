import { language } from "./i18n";
import { localeOf } from "./languages";

/** A file that was uploaded, as the server tells of it. It never changes. */
export interface FileFacts {
  id: string;
  name: string;
  /** By its bytes. */
  type: string;
  /** Bytes. */
  size: number;
  /** Of a picture, the right way up. */
  width?: number;
  height?: number;
  /** Whether there is a small picture of it. */
  thumbnail: boolean;
  at: string;
}

/** What the server takes in. */
export interface FileLimits {
  /** Bytes of one file. */
  size: number;
  /** Files of one message. */
  attachments: number;
}

export type FileKind = "picture" | "video" | "audio" | "other";

const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
const VIDEOS = new Set(["video/mp4", "video/webm", "video/ogg", "video/quicktime"]);
const SOUNDS = new Set([
  "audio/mpeg",
  "audio/mp4",
  "audio/ogg",
  "audio/vorbis",
  "audio/opus",
  "audio/vnd.wave",
]);

/** The server gives out these types to be shown, and everything else as a download. */
export function kindOf({ type, width, height }: FileFacts): FileKind {
  if (PICTURES.has(type) && width && height) return "picture";
  if (VIDEOS.has(type)) return "video";
  return SOUNDS.has(type) ? "audio" : "other";
}

export const urlOf = ({ id }: FileFacts): string => `/files/${id}`;

export const smallUrlOf = (file: FileFacts): string =>
  file.thumbnail ? `/files/${file.id}/thumbnail` : urlOf(file);

/** What stands after the last dot, for people who know types by it. */
export function endingOf(name: string): string {
  const ending = /\.([\p{L}\p{N}]{1,8})$/u.exec(name)?.[1];
  return ending ? ending.toUpperCase() : "";
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
const made = new Map<string, Intl.NumberFormat>();

function inUnit(value: number, at: number): string {
  const locale = localeOf(language.get());
  const key = `${at} ${locale}`;
  let format = made.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: "unit",
      unit: UNITS[at],
      unitDisplay: at === 0 ? "long" : "short",
      maximumFractionDigits: at < 2 ? 0 : 1,
    });
    made.set(key, format);
  }
  return format.format(value);
}

export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // Rounded first, so that nothing is called 1,024 kB.
  while (Math.round(value) >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return inUnit(value, unit);
}

const WIDEST = 360;
const HIGHEST = 320;
const LEAST = 56;

export interface Box {
  width: number;
  height: number;
}

/** The room that a picture gets before it is there: never larger than it is, and never too thin to be hit. */
export function boxOf({ width = LEAST, height = LEAST }: FileFacts): Box {
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  return {
    width: Math.max(LEAST, Math.round(width * scale)),
    height: Math.max(LEAST, Math.round(height * scale)),
  };
}
