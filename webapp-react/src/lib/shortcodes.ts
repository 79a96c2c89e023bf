import type { EmojiFor } from "./markdown/tree";

const COMMON: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "+1": "👍",
    "-1": "👎",
    "100": "💯",
    bug: "🐛",
    clap: "👏",
    coffee: "☕",
    cry: "😢",
    eyes: "👀",
    fire: "🔥",
    grin: "😁",
    heart: "❤️",
    joy: "😂",
    muscle: "💪",
    ok_hand: "👌",
    party_popper: "🎉",
    pray: "🙏",
    raised_hands: "🙌",
    rocket: "🚀",
    slightly_smiling_face: "🙂",
    smile: "😄",
    sob: "😭",
    sparkles: "✨",
    tada: "🎉",
    thinking: "🤔",
    thumbsdown: "👎",
    thumbsup: "👍",
    warning: "⚠️",
    wave: "👋",
    white_check_mark: "✅",
    wink: "😉",
    x: "❌",
  }),
);

/** The shortcodes that people type without looking. */
export const emojiFor: EmojiFor = (shortcode) => COMMON.get(shortcode.toLowerCase());
