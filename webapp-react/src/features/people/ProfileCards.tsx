import { useCallback, useEffect, useState } from "react";
import { late } from "../../ui/late";

const ProfileCard = late(() => import("./ProfileCard").then((all) => all.ProfileCard));

interface ProfileCardsProps {
  /** Opens the conversation with somebody, which may have to be begun. */
  onMessage: (user: string) => Promise<void>;
  onAccount: () => void;
}

interface Shown {
  person: string;
  beside: HTMLElement;
}

/**
 * Whatever on the page carries `data-person` opens that person's card, by the mouse, a finger, Enter or Space. One
 * listener for all: a row of a timeline need not know of cards.
 */
export function ProfileCards({ onMessage, onAccount }: ProfileCardsProps) {
  const [shown, setShown] = useState<Shown | null>(null);
  const close = useCallback(() => setShown(null), []);

  useEffect(() => {
    const open = (event: Event) => {
      const beside = (event.target as Element).closest<HTMLElement>("[data-person]");
      const person = beside?.dataset.person;
      if (!beside || !person) return;
      event.preventDefault();
      setShown({ person, beside });
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const element = event.target as HTMLElement;
      // A true button makes a click of them by itself.
      if ((event.key === "Enter" || event.key === " ") && element.matches("[data-person]:not(button)"))
        open(event);
    };
    document.addEventListener("click", open);
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("click", open);
      document.removeEventListener("keydown", onKeyDown);
    };
  }, []);

  if (!shown) return null;
  return (
    <ProfileCard
      key={shown.person}
      person={shown.person}
      beside={shown.beside}
      onClose={close}
      onMessage={onMessage}
      onAccount={onAccount}
    />
  );
}
