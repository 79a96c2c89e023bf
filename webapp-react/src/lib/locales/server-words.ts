/** The kinds of problems that the server tells of, as the last part of their `type` (RFC 9457). */
type ProblemType =
  | "malformed"
  | "signed-out"
  | "wrong-credentials"
  | "not-allowed"
  | "foreign-origin"
  | "not-found"
  | "conflict"
  | "gone"
  | "too-big"
  | "invalid"
  | "unavailable"
  | "internal";

/** What may be wrong with a field that a person fills in. */
type FieldCode =
  | "missing"
  | "empty"
  | "too-short"
  | "too-long"
  | "taken"
  | "control-characters"
  | "username"
  | "email"
  | "common-password"
  | "own-name"
  | "past"
  | "too-far"
  | "emoji"
  | "file-type"
  | "pixels"
  | "search";

/** For languages that are not the server's own: what it means, in their words. */
export interface ServerWords {
  types: Record<ProblemType, string>;
  /** With the number that it is about, where there is one. */
  fields: Record<FieldCode, (limit: number) => string>;
  /** For what is not known by any of these. */
  field: string;
}
