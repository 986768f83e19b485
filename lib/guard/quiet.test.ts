import { describe, expect, test } from "vitest";
import type { GuardSignal } from "@/lib/core/key-guard";
import { seededRandom } from "@/lib/core/seeded-random";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { type SimulatedKey, type SimulatedSpell, SPELL_MS, simulatedKey } from "@/lib/testing/simulated-key";
import { burstVerdict, LEAST_BURST, leastAllowed } from "./burst-verdict";
import { errorVerdict } from "./error-verdict";
import { hasLearned } from "./has-learned";
import { isNews, NEWS_DAYS } from "./is-news";
import { isRepetition } from "./is-repetition";
import { usualHour } from "./usual-hour";

const KEYS = 200;
const DAYS = 30;
const START = Date.parse("2026-09-07T00:00:00Z");
const END = START + DAYS * DAY_MS;
const MEASURES = ["spentNanoUsd", "unpriced"] as const;
const NOTHING: SimulatedSpell = { requests: 0, spentNanoUsd: 0, unpriced: 0, errors: 0, rejected: 0 };
const NAMES = ["requests", "spentNanoUsd", "unpriced", "errors", "rejected"] as const;
/** After the month somebody spends three dollars a minute with every key, for ten minutes of the next day. */
const THEFT: SimulatedSpell = { ...NOTHING, requests: 120, spentNanoUsd: 6_000_000_000 };

type Alert = { signal: GuardSignal; at: number };

/** What the guard tells of one key, looking every two minutes; nobody dismisses anything. */
function watch(key: SimulatedKey, theftAt: number): Alert[] {
  const alerts: Alert[] = [];
  const hours = new Map<number, SimulatedSpell>();
  const recent = Array.from({ length: (10 * MINUTE_MS) / SPELL_MS }, () => NOTHING);
  const lately = { ...NOTHING };
  const newNetworkDays: number[] = [];
  let [firstHour, requests, requestsBefore, hour] = [Number.NaN, 0, 0, START];
  let allowed: number[] | null = null;

  const tell = (signal: GuardSignal, at: number) => {
    const last = alerts.findLast((alert) => alert.signal === signal);
    const told = last === undefined ? null : { at: new Date(last.at), isOpen: true };
    if (!isRepetition(told, signal, "tell", new Date(at))) alerts.push({ signal, at });
  };

  for (let at = START; at < END + DAY_MS; at += SPELL_MS) {
    const isTheft = at >= theftAt && at < theftAt + 10 * MINUTE_MS;
    const own = key.spell(at) ?? NOTHING;
    const spell = isTheft ? plus(own, THEFT) : own;
    const gone = recent.shift() ?? NOTHING;
    recent.push(spell);
    if (spell !== gone) for (const name of NAMES) lately[name] += spell[name] - gone[name];
    if (at % HOUR_MS === 0) [hour, requestsBefore, allowed] = [at, requests, null];
    if (spell.requests > 0) {
      if (Number.isNaN(firstHour)) firstHour = hour;
      requests += spell.requests;
      const tally = hours.get(hour) ?? { ...NOTHING };
      for (const name of NAMES) tally[name] += spell[name];
      hours.set(hour, tally);
    }
    const now = new Date(at + SPELL_MS - 1);
    const past = { firstHour, requests: requestsBefore };
    if (Number.isNaN(firstHour) || !hasLearned(past, now)) {
      if (at % DAY_MS === 0 && at > START && key.newNetwork((at - START) / DAY_MS))
        newNetworkDays.push((at - START) / DAY_MS);
      continue;
    }
    if (at % DAY_MS === 0) {
      const day = (at - START) / DAY_MS;
      if (key.newModel(day) && isNews(past, 0, now)) tell("model", at);
      if (key.newNetwork(day)) {
        if (isNews(past, newNetworkDays.filter((on) => on >= day - NEWS_DAYS).length, now))
          tell("network", at);
        newNetworkDays.push(day);
      }
    }
    if (spell === NOTHING) continue;
    // The cheap half of the rule, which the guard asks first as well; it looks at the hours before alone.
    allowed ??= MEASURES.map((measure) =>
      leastAllowed(usualHour(hours, hour, firstHour, measure), LEAST_BURST[measure]),
    );
    for (const [n, measure] of MEASURES.entries()) {
      if (Math.max(lately[measure], hours.get(hour)?.[measure] ?? 0) <= (allowed[n] ?? 0)) continue;
      const facts = { hours, hour, firstHour, lastMinutes: lately[measure] };
      if (burstVerdict(facts, measure, LEAST_BURST[measure]) !== null) tell("spend", at);
    }
    const ofLate = { requests: lately.requests, errors: lately.rejected };
    if (errorVerdict({ hours, hour, firstHour, recent: ofLate }) !== null) tell("errors", at);
  }
  return alerts;
}

function plus(one: SimulatedSpell, other: SimulatedSpell): SimulatedSpell {
  return {
    requests: one.requests + other.requests,
    spentNanoUsd: one.spentNanoUsd + other.spentNanoUsd,
    unpriced: one.unpriced + other.unpriced,
    errors: one.errors + other.errors,
    rejected: one.rejected + other.rejected,
  };
}

const random = seededRandom(20_261_124);

/** What the guard tells of an ordinary key, the `n`th. */
function toldOf(n: number) {
  const theftAt = END + (n % 24) * HOUR_MS + (n % 6) * 7 * MINUTE_MS;
  const key = simulatedKey(random, START);
  const alerts = watch(key, theftAt);
  const isPlanted = ({ signal, at }: Alert) =>
    signal === key.planted?.signal && at === START + key.planted.day * DAY_MS;
  const inMonth = alerts.filter(({ at }) => at < END);
  return {
    planted: key.planted === null ? null : inMonth.filter(isPlanted).length,
    falsely: inMonth.filter((alert) => !isPlanted(alert)),
    isNoticed: alerts.some(
      ({ at, signal }) => signal === "spend" && at >= theftAt && at < theftAt + 10 * MINUTE_MS,
    ),
  };
}

describe("of 200 ordinary keys in 30 days", () => {
  const told: Array<ReturnType<typeof toldOf>> = [];
  // A lot is as much as a busy machine gets through before anybody asks whether it hangs.
  const LOT = 20;

  test.each(Array.from({ length: KEYS / LOT }, (_, lot) => lot * LOT))(
    "none is falsely told of twice (those from %i on)",
    (first) => {
      const lot = Array.from({ length: LOT }, (_, n) => toldOf(first + n));
      expect(lot.filter(({ falsely }) => falsely.length > 1)).toEqual([]);
      told.push(...lot);
    },
  );

  test("few are falsely told of at all, and thefts are noticed all the same", () => {
    expect(told).toHaveLength(KEYS);
    const falsely = told.flatMap((one) => one.falsely);
    expect(falsely.length).toBeLessThan(KEYS / 4);
    expect(told.filter(({ isNoticed }) => isNoticed).length).toBeGreaterThan(KEYS * 0.85);
  });
});
