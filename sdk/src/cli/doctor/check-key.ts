import { APIError, type CurrentKey, type Layer, verifyKeyFormat } from "../../index";
import { failureOf } from "../failure-of";
import { bad, type Finding, good, skipped } from "./finding";

const SOON_MS = 7 * 86_400_000;

/** What is wrong with a key that the server refuses, by the code it answers, and what to do. */
const FIXES: Record<string, string> = {
  key_unknown: "Is it a key of another instance? Make one in this one's dashboard, then: layer login",
  key_deleted: "Make another key in the dashboard, then: layer login",
  key_disabled: "Enable it in the dashboard, or log in with another key: layer login",
  key_expired: "Give it a later end in the dashboard, or make another key, then: layer login",
  secret_revoked: "The key was rotated: log in with its new secret: layer login",
};

/** Judges the text of the key without asking anybody. */
export function checkKeyText(apiKey: string): Finding[] {
  const { problem, message } = verifyKeyFormat(apiKey);
  const fix = "Copy the whole key again, then: layer login";
  if (problem === null)
    return [
      good("key format", "It looks like a key of Layer."),
      good("key checksum", "It has no typing error."),
    ];
  if (problem === "checksum")
    return [good("key format", "It looks like a key of Layer."), bad("key checksum", message, fix)];
  return [bad("key format", message, fix), skipped("key checksum", "The format comes first.")];
}

/** Asks the server about the key. */
export async function checkKey(layer: Layer, signal: AbortSignal): Promise<Finding> {
  try {
    return judged(await layer.whoami({ signal, maxRetries: 0, timeoutMs: 15_000 }));
  } catch (thrown) {
    const { message, recovery = "See what the server's operator knows." } = failureOf(thrown);
    const code = thrown instanceof APIError ? (thrown.code ?? "") : "";
    return bad("key", message, FIXES[code] ?? recovery);
  }
}

function judged({ name, permissions, expiresAt }: CurrentKey): Finding {
  const rights = permissions === "full" ? "may do everything" : "has a scope";
  if (expiresAt !== null && Date.parse(expiresAt) - Date.now() < SOON_MS)
    return good("key", `${name} works and ${rights}, but it expires ${expiresAt}: rotate or prolong it.`);
  return good("key", `${name} works and ${rights}.`);
}
