/**
 * Three devices of one person, each the app's own store with its socket and its HTTP, on the server at CONFAB_URL;
 * CONFAB_OPERATIONS acts of theirs and of others, as chance has it by CONFAB_SEED. Prints what was seen; ends with exit
 * code 1 when at a quiet moment anybody counts otherwise than the history of all events does.
 */
import { runnerImport } from "vite";

const seed = Number(process.env.CONFAB_SEED ?? Math.floor(Math.random() * 2 ** 31));
const operations = Number(process.env.CONFAB_OPERATIONS ?? 300);
console.log(`seed ${seed}, ${operations} operations`);
const { module } = await runnerImport(new URL("counts/run.ts", import.meta.url).pathname);
try {
  console.log(await module.run({ base: process.env.CONFAB_URL, seed, operations }));
} catch (error) {
  console.log(error.stack);
  process.exitCode = 1;
}
