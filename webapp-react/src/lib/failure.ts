import { HttpProblem } from "./http";
import { t } from "./i18n";

/** What went wrong, in words for the person in front of the screen. */
export function explain(error: unknown): string {
  if (!(error instanceof HttpProblem)) return t.failure.generic;
  if (error.status === 0) return t.failure.unreachable;
  if (error.status === 429) return t.auth.throttled(Math.ceil(error.problem.retryAfter ?? 10));
  return error.problem.errors?.[0]?.message ?? error.problem.detail ?? error.problem.title;
}

export const fieldErrors = (error: unknown): Record<string, string> =>
  error instanceof HttpProblem ? error.fieldErrors() : {};
