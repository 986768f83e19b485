type Parts = Record<string, string | string[] | undefined>;

export type ReconciliationView = {
  provider: string;
  /** `2026-11`. */
  month: string;
  /** Parts of the address that say nothing that is known here. */
  ignored: string[];
};

/** Whose reports of which UTC month an address asks for; the first of `providers` and the current month when it says nothing. */
export function readView(parts: Parts, providers: readonly string[], now: Date): ReconciliationView {
  const ignored: string[] = [];
  const one = (name: string, isKnown: (text: string) => boolean, usual: string) => {
    const given = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (given === undefined || given === "") return usual;
    if (typeof given === "string" && isKnown(given)) return given;
    ignored.push(name);
    return usual;
  };
  const thisMonth = now.toISOString().slice(0, 7);
  const isMonth = (text: string) => /^20\d{2}-(0[1-9]|1[0-2])$/.test(text) && text <= thisMonth;
  return {
    provider: one("provider", (text) => providers.includes(text), providers[0] ?? "openai"),
    month: one("month", isMonth, thisMonth),
    ignored,
  };
}

/** The first and the last UTC day of a month. */
export function daysOf(month: string): { from: string; to: string } {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}

/** The months to choose from, the current one first. */
export function monthChoices(now: Date, count = 24): string[] {
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}
