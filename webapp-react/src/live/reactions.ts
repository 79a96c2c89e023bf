import type { Message, Reaction } from "./wire";

/** Adding and removing say what is so afterwards: done twice they change nothing. */
export function withReaction(message: Message, emoji: string, user: string): Message {
  const reactions = message.reactions ?? [];
  const there = reactions.find((each) => each.emoji === emoji);
  if (there?.users.includes(user)) return message;
  const grown: Reaction = { emoji, users: [...(there?.users ?? []), user] };
  return {
    ...message,
    reactions: there ? reactions.map((each) => (each === there ? grown : each)) : [...reactions, grown],
  };
}

export function withoutReaction(message: Message, emoji: string, user: string): Message {
  const reactions = (message.reactions ?? [])
    .map((each) =>
      each.emoji === emoji ? { ...each, users: each.users.filter((other) => other !== user) } : each,
    )
    .filter((each) => each.users.length > 0);
  return { ...message, reactions };
}
