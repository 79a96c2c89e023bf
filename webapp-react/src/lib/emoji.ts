import { Cell } from "./cell";

/** What is loaded from the start. All that there are, their names and the search, are in `emoji-data.ts`. */
export type EmojiSet = typeof import("./emoji-data");

/** Offered at once, with no picker. */
export const QUICK = ["👍", "❤️", "😂", "🎉", "👀", "🙏", "😮", "😢"] as const;

/** What is typed most, so that a message that has just it is right at the first paint. */
const TABLE =
  "+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 heart ❤️ joy 😂 tada 🎉 eyes 👀 pray 🙏 open_mouth 😮 cry 😢 smile 😄 grinning 😀 " +
  "smiley 😃 grin 😁 laughing 😆 sweat_smile 😅 rofl 🤣 slightly_smiling_face 🙂 wink 😉 blush 😊 innocent 😇 heart_eyes 😍 " +
  "star_struck 🤩 kissing_heart 😘 yum 😋 stuck_out_tongue 😛 zany_face 🤪 hugs 🤗 thinking 🤔 shushing_face 🤫 " +
  "zipper_mouth_face 🤐 neutral_face 😐 expressionless 😑 smirk 😏 unamused 😒 roll_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 " +
  "sleeping 😴 mask 😷 exploding_head 🤯 partying_face 🥳 sunglasses 😎 nerd_face 🤓 confused 😕 worried 😟 " +
  "slightly_frowning_face 🙁 flushed 😳 pleading_face 🥺 fearful 😨 sob 😭 scream 😱 disappointed 😞 sweat 😓 weary 😩 " +
  "tired_face 😫 yawning_face 🥱 triumph 😤 rage 😡 angry 😠 skull 💀 clown_face 🤡 ghost 👻 robot 🤖 see_no_evil 🙈 " +
  "hear_no_evil 🙉 speak_no_evil 🙊 broken_heart 💔 100 💯 boom 💥 dash 💨 wave 👋 ok_hand 👌 v ✌️ crossed_fingers 🤞 metal 🤘 " +
  "point_up ☝️ point_down 👇 point_left 👈 point_right 👉 fist ✊ clap 👏 raised_hands 🙌 handshake 🤝 muscle 💪 shrug 🤷 " +
  "facepalm 🤦 coffee ☕ tea 🍵 pizza 🍕 cake 🍰 birthday 🎂 beer 🍺 beers 🍻 rocket 🚀 fire 🔥 star ⭐ sparkles ✨ zap ⚡ " +
  "sunny ☀️ rainbow 🌈 bug 🐛 trophy 🏆 bulb 💡 bell 🔔 gift 🎁 lock 🔒 key 🔑 wrench 🔧 hammer 🔨 calendar 📆 memo 📝 " +
  "pushpin 📌 link 🔗 warning ⚠️ x ❌ white_check_mark ✅ heavy_check_mark ✔️ question ❓ exclamation ❗ seedling 🌱 four_leaf_clover 🍀";

export const COMMON: ReadonlyMap<string, string> = new Map(
  [...TABLE.matchAll(/(\S+) (\S+)/gu)].map(([, code = "", emoji = ""]) => [code, emoji]),
);

/** Null until somebody has asked for it by `loadEmoji`. */
export const emojiSet = new Cell<EmojiSet | null>(null);

let loading: Promise<EmojiSet> | null = null;

/** Rejects if it cannot be fetched; the next call tries again. */
export function loadEmoji(): Promise<EmojiSet> {
  loading ??= import("./emoji-data").then(
    (set) => {
      emojiSet.set(set);
      return set;
    },
    (failure) => {
      loading = null;
      throw failure;
    },
  );
  return loading;
}

/**
 * What `:tada:` stands for, without the colons. Before the whole set is loaded only what is common is known: whoever
 * meets a code that is not calls `loadEmoji`, and looks again when `emojiSet` has changed.
 */
export const emojiFor = (shortcode: string): string | undefined => emojiIn(emojiSet.get(), shortcode);

/** The same by what is loaded so far. */
export const emojiIn = (set: EmojiSet | null, shortcode: string): string | undefined =>
  COMMON.get(shortcode) ?? set?.byShortcode(shortcode)?.emoji;
