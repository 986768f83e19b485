import { formatDate } from "@/lib/core/format";
import { DAY_MS } from "@/lib/core/time";
import type { Revocation } from "@/lib/keys/revocation";

/** `Last accepted 12:00:00.120 · deleted 12:00:00.431 · first refused 12:00:00.502`, by the clock of a zone. */
export function revocationSentence(
  { how, at, lastAcceptedAt, firstRefusedAt }: Revocation,
  zone: string,
): string {
  const accepted =
    lastAcceptedAt === null
      ? "No call was ever accepted"
      : `Last accepted ${moment(lastAcceptedAt, at, zone)}`;
  const refused =
    firstRefusedAt === null ? "no call since" : `first refused ${moment(firstRefusedAt, at, zone)}`;
  return `${accepted} · ${how} ${moment(at, null, zone)} · ${refused}`;
}

/** To the millisecond; with the day where that is not near `reference`, and always without one. */
function moment(date: Date, reference: Date | null, zone: string): string {
  const time = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
  }).format(date);
  const isNear = reference !== null && Math.abs(date.getTime() - reference.getTime()) < DAY_MS / 2;
  return isNear ? time : `${formatDate(date, zone)}, ${time}`;
}
