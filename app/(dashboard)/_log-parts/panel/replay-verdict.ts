import type { LogEntry } from "@/lib/logs/contract";
import type { Payload } from "@/lib/payloads/contract";
import { messagesOf } from "./conversation-of";

type PlainMessage = { role: "system" | "user" | "assistant"; content: string };
export type ReplayVerdict = { messages: PlainMessage[] } | { messages: null; why: string };

const MOST_MESSAGES = 50;
const LONGEST_MESSAGE = 100_000;
const ROLES = ["system", "user", "assistant"] as const;
const ENDPOINTS = ["chat/completions", "messages", "v3/chat"];

/** What can be asked again: messages of plain text that were kept whole. Otherwise why not, in a sentence. */
export function replayVerdict(
  { endpoint }: Pick<LogEntry, "endpoint">,
  payload: Pick<Payload, "request"> | null,
): ReplayVerdict {
  if (payload === null) return refused("What it asked is not kept, so it cannot be replayed.");
  if (!ENDPOINTS.includes(endpoint)) return refused("Only chats can be replayed.");
  const found = messagesOf(payload.request);
  if (found.length === 0)
    return refused("Its messages cannot be read from what was kept: it may have been cut off.");
  if (found.length > MOST_MESSAGES) return refused(`It has more than ${MOST_MESSAGES} messages.`);
  const messages = found.map(({ role, text, isPlain }): PlainMessage | null => {
    const known = ROLES.find((name) => name === role) ?? (role === "developer" ? "system" : null);
    return known === null || !isPlain || text.length > LONGEST_MESSAGE
      ? null
      : { role: known, content: text };
  });
  const plain = messages.filter((message) => message !== null);
  if (plain.length < messages.length)
    return refused("It has parts that are no plain text, such as tools or pictures.");
  return { messages: plain };
}

function refused(why: string): ReplayVerdict {
  return { messages: null, why };
}
