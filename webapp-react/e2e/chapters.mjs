/** How a program tells a story: chapter by chapter, until one does not come true. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";

export const shots = process.env.CONFAB_SHOTS ?? "../target/screenshots";
mkdirSync(shots, { recursive: true });

/** `windows` gives the pages of which a picture is taken when a chapter fails, by the names of the pictures. */
export function tale(windows) {
  let passed = 0;
  let failed = 0;
  return {
    async chapter(name, tell) {
      if (failed > 0) return;
      try {
        await tell();
        passed += 1;
      } catch (error) {
        failed += 1;
        console.error(`The chapter "${name}" did not come true: ${error.stack}`);
        for (const [file, page] of Object.entries(windows()))
          await page?.screenshot({ path: join(shots, `${file}.png`) }).catch(() => {});
      }
    },
    /** Says how it went, and leaves with the exit code that says the same. */
    end() {
      console.log(`${passed} passed, ${failed} failed`);
      process.exit(failed === 0 && passed > 0 ? 0 : 1);
    },
  };
}
