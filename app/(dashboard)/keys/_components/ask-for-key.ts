import { readKeyClue } from "@/lib/core/key-clue";
import type { KeyMatch } from "../find/find-keys";

export type FindAnswer = { problem: string } | { matches: KeyMatch[]; hasMore: boolean };

/** Whether this page may hash: browsers lend `crypto.subtle` to secure origins only. */
export function canHash(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

/** Asks the server whose key something is. A whole secret leaves the browser as its hash wherever that is possible. */
export async function askFor(pasted: string): Promise<FindAnswer> {
  const question = await questionOf(pasted);
  if ("problem" in question) return question;
  try {
    const response = await fetch("/keys/find", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(question.clue),
    });
    const body = await response.json();
    return response.ok ? body : { problem: body.message ?? "This could not be looked up. Try again." };
  } catch {
    return { problem: "The server cannot be reached. Try again." };
  }
}

async function questionOf(pasted: string): Promise<{ problem: string } | { clue: Record<string, string> }> {
  const clue = readKeyClue(pasted);
  switch (clue.kind) {
    case "secret":
      return { clue: canHash() ? { sha256: await sha256(clue.secret) } : { secret: clue.secret } };
    case "mistyped":
      return { problem: "This key has a typing error, so it is nobody’s. Copy it again as a whole." };
    case "parts":
      return {
        clue: {
          ...(clue.prefix === null ? {} : { prefix: clue.prefix }),
          ...(clue.lastFour === null ? {} : { lastFour: clue.lastFour }),
        },
      };
    case "request":
      return { clue: { requestId: clue.requestId } };
    case "unclear":
      return { problem: "This is neither a key, nor a piece of one, nor the id of a request." };
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
