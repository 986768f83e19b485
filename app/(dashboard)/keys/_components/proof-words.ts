import { formatCountExact, formatRelative } from "@/lib/core/format";
import type { SecretView } from "./proof-view";

type Use = Pick<SecretView, "state" | "lastFour" | "requestsLastHour" | "isMore" | "networksLastHour"> &
  Pick<SecretView, "lastRequestAt" | "lastUsedAt">;

/** `Old secret …c3f7: 3 requests in the last hour, last 4 minutes ago, from 2 networks`. The only secret of a key is neither old nor new. */
export function proofSentence(secret: Use, now: Date, isOnly = false): string {
  const { state, lastFour, requestsLastHour, isMore, networksLastHour } = secret;
  const which = isOnly
    ? `The secret …${lastFour}`
    : `${state === "newest" ? "New" : "Old"} secret …${lastFour}`;
  const lastUse = secret.lastRequestAt ?? secret.lastUsedAt;
  if (lastUse === null) return `${which}: never used`;
  const last = `last ${formatRelative(new Date(lastUse), now)}`;
  if (requestsLastHour === 0) return `${which}: no requests in the last hour, ${last}`;
  const count = `${formatCountExact(requestsLastHour)}${isMore ? "+" : ""}`;
  const requests = `${count} ${requestsLastHour === 1 ? "request" : "requests"} in the last hour`;
  const networks = networksLastHour === 1 ? "1 network" : `${formatCountExact(networksLastHour)} networks`;
  return `${which}: ${requests}, ${last}${networksLastHour === 0 ? "" : `, from ${networks}`}`;
}

/** What becomes of a secret: `The one to use.`, `Stops in 21 hours.` */
export function endWords(
  { state, endsAt, stoppedAt }: Pick<SecretView, "state" | "endsAt" | "stoppedAt">,
  now: Date,
): string {
  const relative = (moment: string) => formatRelative(new Date(moment), now);
  if (state === "newest") return "The one to use.";
  if (state === "stopped" && stoppedAt !== null) return `Stopped ${relative(stoppedAt)}.`;
  if (endsAt === null) return "Still works.";
  if (state === "ended") return `Ended ${relative(endsAt)}, as planned.`;
  const when = relative(endsAt);
  return `Stops ${when === "just now" ? "in a moment" : when}.`;
}
