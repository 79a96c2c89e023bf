import type { RefObject } from "react";
import type { Suggestion } from "../lib/completion";
import { t } from "../lib/i18n";
import { late } from "./late";
import type { Completion } from "./use-completion";

const SuggestionList = late(() => import("./SuggestionList").then((all) => all.SuggestionList));

interface SuggestionsProps {
  field: RefObject<HTMLTextAreaElement | null>;
  completion: Completion;
  found: readonly Suggestion[];
}

/** What the field says of its list. */
export const listOf = (completion: Completion, found: readonly Suggestion[]) => {
  const isOpen = completion.word !== null && found.length > 0;
  return {
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": isOpen ? completion.id : undefined,
    "aria-activedescendant": isOpen ? `${completion.id}-${completion.chosen}` : undefined,
  } as const;
};

/** What a word that is being written in a field may become, and how much that is, in words. */
export function Suggestions({ field, completion, found }: SuggestionsProps) {
  const { word } = completion;
  const isOpen = word !== null && found.length > 0;
  return (
    <>
      {isOpen && <SuggestionList field={field} word={word} completion={completion} found={found} />}
      <span role="status" className="hidden-text">
        {isOpen ? t.suggest.count(found.length) : ""}
      </span>
    </>
  );
}
