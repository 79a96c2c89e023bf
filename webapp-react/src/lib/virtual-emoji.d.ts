/** Made by `build/emoji.ts`. */
declare module "virtual:emoji" {
  /**
   * Per group the emoji in Unicode's order: spelling, name, shortcodes, further words to find it by; and where it can
   * have a skin tone, behind which code points that stands, and its other spelling for two people of different tones.
   */
  const groups: string[][][];
  export default groups;
}
