import { formatMoment } from "@/lib/core/format";

const LOCALE = "en-US";

/** The moment of a row to the second, the same for everybody who looks; its title tells the zone and UTC. */
export function RowTime({ at, zone }: { at: Date; zone: string }) {
  const exact = formatMoment(at, zone);
  const title = zone === "UTC" ? exact : `${exact} (${formatMoment(at, "UTC")})`;
  return (
    <time dateTime={at.toISOString()} title={title}>
      {rowMoment(at, zone)}
    </time>
  );
}

/** `Nov 28, 14:02:51`. */
export function rowMoment(at: Date, zone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    timeZone: zone,
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(at);
}
