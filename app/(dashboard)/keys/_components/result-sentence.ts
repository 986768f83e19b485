import { formatDate } from "@/lib/core/format";
import type { KeyScope } from "@/lib/core/key-scope";
import { scopeSentence } from "@/lib/keys/scope/scope-words";
import { type ExpiryChoice, expiryOf, type PickedMoment } from "./expiry-choice";

type Expiry = { choice: ExpiryChoice; picked: PickedMoment };

/**
 * What a key that is about to be made may do and how long: `This key can call models from 1 network, until Feb 21, 2027.`
 * `limits` is what the form says, without a scope while that is no scope. `now` is null on the server.
 */
export function resultSentence(
  limits: { scope: KeyScope | null } | object,
  { choice, picked }: Expiry,
  now: Date | null,
): string {
  if (!("scope" in limits)) return "Something in Limits and scope is not right yet.";
  const able = scopeSentence(limits.scope).replace(/\.$/, "");
  if (choice.kind === "pick") {
    const moment = expiryOf(choice, picked, new Date(0));
    return moment ? `${able}, until ${formatDate(moment, picked.zone)}, ${picked.time}.` : `${able}.`;
  }
  if (choice.kind === "days" && choice.days === 0) return `${able}, until somebody stops it.`;
  const end = now === null ? undefined : expiryOf(choice, picked, now);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return end ? `${able}, until ${formatDate(end, zone)}.` : `${able}.`;
}
