import { HttpProblem, type ProblemDetails } from "./http";
import { t } from "./i18n";
import type { ServerWords } from "./locales/server-words";

type Wrong = NonNullable<ProblemDetails["errors"]>[number];

/** What went wrong, in words for the person in front of the screen. */
export function explain(error: unknown): string {
  return error instanceof HttpProblem ? explained(error.problem) : t.failure.generic;
}

/**
 * The server speaks English, and knows more of what happened than its type tells: in English its own words are said. In
 * other languages it is what the type means.
 */
export function explained({ type, title, status, detail, errors, retryAfter }: ProblemDetails): string {
  if (status === 0) return t.failure.unreachable;
  if (status === 429) return t.auth.throttled(Math.ceil(retryAfter ?? 10));
  const [wrong] = errors ?? [];
  if (wrong) return fieldWords(wrong);
  const { server, generic } = t.failure;
  if (!server) return detail ?? title;
  const name = type.replace(/^\/problems\//u, "");
  return knows(server.types, name) ? server.types[name] : generic;
}

function fieldWords({ code = "", message, limit = 0 }: Wrong): string {
  const { server } = t.failure;
  if (!server) return message;
  return knows(server.fields, code) ? server.fields[code](limit) : server.field;
}

const knows = <T extends ServerWords[keyof ServerWords]>(words: T, name: PropertyKey): name is keyof T =>
  Object.hasOwn(words as object, name);

export const fieldErrors = (error: unknown): Record<string, string> =>
  Object.fromEntries(
    error instanceof HttpProblem
      ? (error.problem.errors ?? []).map((wrong) => [wrong.field, fieldWords(wrong)])
      : [],
  );
