import type { seededRandom } from "@/lib/core/seeded-random";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";

/** What a made-up key does in one spell. */
export type SimulatedSpell = {
  requests: number;
  spentNanoUsd: number;
  unpriced: number;
  errors: number;
  /** Those of the errors that the key made itself. */
  rejected: number;
};

/** How long a spell is. */
export const SPELL_MS = 2 * MINUTE_MS;

export type SimulatedKey = {
  /** The first use of a model or a network that is planted in its month, and on which day; null when none is. */
  planted: { signal: "model" | "network"; day: number } | null;
  /** Tells each spell in turn; null when nothing happens. */
  spell(at: number): SimulatedSpell | null;
  /** Whether a model or a network comes into use on a day of its life, counted from 0. */
  newModel(day: number): boolean;
  newNetwork(day: number): boolean;
};

type Random = ReturnType<typeof seededRandom>;
/** How busy a key is, where 1 is usual, at a moment given in Unix milliseconds. */
type Rhythm = (at: number) => number;

/** Longer than any simulation. */
const LONGEST_DAYS = 60;

const KINDS: Array<[name: string, share: number, rhythm: (random: Random, start: number) => Rhythm]> = [
  ["office", 0.3, officeHours],
  ["consumer", 0.25, evenings],
  ["steady", 0.15, () => () => 1],
  ["nightly", 0.08, (random) => job(DAY_MS, random)],
  ["weekly", 0.04, (random) => job(7 * DAY_MS, random)],
  ["hourly", 0.03, (random) => job(HOUR_MS, random)],
  ["person", 0.15, sessions],
];

/** What happens to a key in its month: a release with more or less use, one with a new model too, a move, many networks. */
const NEWS: Array<[name: "none" | "step" | "release" | "move" | "many networks", share: number]> = [
  ["none", 0.5],
  ["step", 0.2],
  ["release", 0.08],
  ["move", 0.07],
  ["many networks", 0.15],
];

/**
 * One of the keys of an ordinary account: office hours, evenings, jobs, people who try things; small and large; growing, noisy,
 * with holidays, and some with a release that changes how much they use at one blow.
 */
export function simulatedKey(random: Random, start: number): SimulatedKey {
  const rhythm = pick(random, KINDS)(random, start);
  const news = pick(
    random,
    NEWS.map(([name, share]) => [name, share, name] as const),
  );
  const newsDay = Math.floor(between(random, 1, 29));
  const by =
    news === "step" ? 3 ** between(random, -0.7, 1.6) : news === "release" ? between(random, 0.7, 2) : 1;
  const callsPerHour = 10 ** between(random, 0.5, 3.7);
  const costPerCall = random() < 0.1 ? null : 10 ** between(random, 4.5, 7.3);
  const growthPerDay = between(random, -0.01, 0.03);
  const holiday = Math.floor(between(random, 5, 25));
  const rejectedShare = random() < 0.1 ? between(random, 0.1, 0.6) : between(random, 0.002, 0.04);
  const outage = start + between(random, 0, 30) * DAY_MS;
  const networkChance = between(random, 0.6, 1);
  const days = Array.from({ length: LONGEST_DAYS }, () => ({
    noise: Math.exp(gaussian(random) * 0.2),
    hasNewNetwork: random() < networkChance,
  }));
  let [hour, hourNoise] = [-1, 1];

  function loadAt(at: number): number {
    const day = Math.floor((at - start) / DAY_MS);
    const trend = (1 + growthPerDay) ** day * (days[day]?.noise ?? 1) * (day > newsDay ? by : 1);
    const rest = day === holiday || day === holiday + 1 ? 0.15 : 1;
    return (rhythm(at) * callsPerHour * hourNoise * trend * rest * SPELL_MS) / HOUR_MS;
  }

  const signal = news === "release" ? "model" : news === "move" ? "network" : null;
  return {
    planted: signal === null ? null : { signal, day: newsDay },
    spell(at) {
      if (Math.floor(at / HOUR_MS) !== hour) {
        hour = Math.floor(at / HOUR_MS);
        hourNoise = Math.exp(gaussian(random) * 0.3);
      }
      const requests = poisson(random, loadAt(at));
      if (requests === 0) return null;
      const isOut = at >= outage && at < outage + 20 * MINUTE_MS;
      const rejected = Math.min(requests, poisson(random, requests * rejectedShare));
      const failed = isOut ? Math.round((requests - rejected) * 0.9) : 0;
      const spread = Math.max(0.1, 1 + (gaussian(random) * 0.9) / Math.sqrt(requests));
      const spentNanoUsd = costPerCall === null ? 0 : requests * costPerCall * spread;
      const unpriced = costPerCall === null ? requests : 0;
      return { requests, spentNanoUsd, unpriced, errors: rejected + failed, rejected };
    },
    newModel: (day) => day === 0 || (news === "release" && day === newsDay),
    newNetwork: (day) =>
      day === 0 ||
      (news === "move" && day === newsDay) ||
      (news === "many networks" && days[day]?.hasNewNetwork === true),
  };
}

function pick<Value>(random: Random, choices: ReadonlyArray<readonly [string, number, Value]>): Value {
  let left = random();
  for (const [, share, value] of choices) {
    left -= share;
    if (left < 0) return value;
  }
  const last = choices.at(-1);
  if (last === undefined) throw new Error("There is nothing to pick from");
  return last[2];
}

function officeHours(random: Random): Rhythm {
  const opens = between(random, 6, 16);
  const weekend = between(random, 0.01, 0.2);
  return (at) => {
    const time = (at % DAY_MS) / HOUR_MS - opens;
    const isOpen = time >= 0 && time < 9;
    return (isOpen ? Math.sin(((time + 0.5) / 10) * Math.PI) * 2 : 0.05) * (isWeekend(at) ? weekend : 1);
  };
}

function evenings(random: Random): Rhythm {
  const peak = between(random, 0, 24);
  const weekend = between(random, 0.8, 1.8);
  return (at) => {
    const angle = (((at % DAY_MS) / HOUR_MS - peak) / 12) * Math.PI;
    return (1.1 + Math.cos(angle)) * (isWeekend(at) ? weekend : 1);
  };
}

/** Half of what an hour may hold, or more, within some minutes of a period. */
function job(period: number, random: Random): Rhythm {
  const offset = between(random, 0, 1) * period;
  const lasts = between(random, 2, 25) * MINUTE_MS;
  return (at) => ((at + offset) % period < lasts ? 8 : 0);
}

/** A person at the keyboard: on most working days one to three times, when it suits them. */
function sessions(random: Random, start: number): Rhythm {
  const spans = Array.from({ length: LONGEST_DAYS }, (_, day) => day).flatMap((day) => {
    if (isWeekend(start + day * DAY_MS) || random() < 0.3) return [];
    return Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
      const from = start + day * DAY_MS + between(random, 9, 22) * HOUR_MS;
      return { from, to: from + between(random, 10, 90) * MINUTE_MS, load: Math.exp(gaussian(random) * 0.7) };
    });
  });
  return (at) => spans.find(({ from, to }) => at >= from && at < to)?.load ?? 0;
}

function isWeekend(at: number): boolean {
  return new Date(at).getUTCDay() % 6 === 0;
}

function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function poisson(random: Random, mean: number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + gaussian(random) * Math.sqrt(mean)));
  const limit = Math.exp(-mean);
  let [count, product] = [0, random()];
  while (product > limit) {
    count += 1;
    product *= random();
  }
  return count;
}
