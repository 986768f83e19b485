// Making a formatter costs a hundred times what using one does, and there are a few hundred zones at most.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of an IANA zone are ahead of UTC at a moment (Unix milliseconds), in milliseconds; negative where behind. */
export function zoneOffsetMs(zone: string, atMs: number): number {
  const parts = new Map(
    formatterFor(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const [year, month, day] = [part("year"), part("month"), part("day")];
  const shown = Date.UTC(year, month - 1, day, part("hour"), part("minute"), part("second"));
  return shown - Math.floor(atMs / 1_000) * 1_000;
}

function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formatters.set(zone, made);
  return made;
}
