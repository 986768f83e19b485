import type { Database } from "@/db/client";
import type { AccountId, KeyId } from "@/lib/core/ids";
import type { GuardSignal } from "@/lib/core/key-guard";
import { HOUR_MS } from "@/lib/core/time";
import { burstVerdict, LEAST_BURST, leastAllowed } from "./burst-verdict";
import { burstWords, errorWords } from "./burst-words";
import { errorVerdict, isSharedTrouble, mayHoldErrorBurst } from "./error-verdict";
import type { Finding } from "./finding";
import { hasLearned } from "./has-learned";
import { amountIn, type HourTally, type KeyHours, type Measure } from "./hour-tally";
import type { WatchedKey } from "./read-activity";
import { RECENT_MS, readHours, readLastMinutes, readWholePast } from "./read-hours";
import { readFirstHours } from "./read-past";
import { hoursLike, usualHour } from "./usual-hour";

const NO_HOURS: KeyHours = new Map();
const MEASURES = ["spentNanoUsd", "unpriced"] as const;

/** Which of the signals somebody wants to hear of now. */
export type IsWanted = (key: WatchedKey, signal: GuardSignal) => boolean;

/** Everything the rules look at for one key. */
type Facts = { key: WatchedKey; hours: KeyHours; firstHour: number; hour: number; recent: HourTally };

/**
 * Keys that spend far more than they do at this hour, or that are rejected far more than they are. Reads more and more of
 * fewer and fewer keys: their present hour, the hours like it, and the whole past of those that are left.
 */
export async function findBursts(
  db: Database,
  keys: WatchedKey[],
  now: Date,
  isWanted: IsWanted,
): Promise<Finding[]> {
  const hour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  // Early in an hour the last ten minutes reach into the one before.
  const reach = now.getTime() - hour < RECENT_MS ? [hour, hour - HOUR_MS] : [hour];
  const present = await readHours(db, keys, reach);
  const most = (keyId: KeyId, measure: Measure) =>
    reach.reduce((sum, at) => sum + amountIn(present.get(keyId) ?? NO_HOURS, at, measure), 0);
  const spends = (key: WatchedKey, above: (measure: (typeof MEASURES)[number]) => number) =>
    isWanted(key, "spend") && MEASURES.some((measure) => most(key.keyId, measure) > above(measure));
  const fails = (key: WatchedKey) => isWanted(key, "errors") && mayHoldErrorBurst(most(key.keyId, "errors"));

  const large = keys.filter((key) => spends(key, (measure) => LEAST_BURST[measure]) || fails(key));
  const [like, first] = [await readHours(db, large, hoursLike(hour)), await readFirstHours(db, large)];
  const odd = large.filter((key) => {
    const usual = (measure: Measure) =>
      usualHour(like.get(key.keyId) ?? NO_HOURS, hour, first.get(key.keyId) ?? hour, measure);
    return spends(key, (measure) => leastAllowed(usual(measure), LEAST_BURST[measure])) || fails(key);
  });
  const [past, recent] = [await readWholePast(db, odd, now), await readLastMinutes(db, odd, now)];
  const facts = odd.flatMap((key): Facts[] => {
    const [hours, firstHour, lately] = [past.get(key.keyId), first.get(key.keyId), recent.get(key.keyId)];
    if (hours === undefined || firstHour === undefined || lately === undefined) return [];
    let requests = 0;
    for (const [at, tally] of hours) if (at < hour) requests += tally.requests;
    return hasLearned({ firstHour, requests }, now) ? [{ key, hours, firstHour, hour, recent: lately }] : [];
  });
  return [
    ...facts.filter(({ key }) => isWanted(key, "spend")).flatMap((one) => spendFinding(one, now)),
    ...errorFindings(
      facts.filter(({ key }) => isWanted(key, "errors")),
      keys,
      now,
    ),
  ];
}

function spendFinding(facts: Facts, now: Date): Finding[] {
  const { key, hour, recent } = facts;
  for (const measure of MEASURES) {
    const burst = burstVerdict({ ...facts, lastMinutes: recent[measure] }, measure, LEAST_BURST[measure]);
    if (burst === null) continue;
    const from = burst.span === "minutes" ? now.getTime() - RECENT_MS : hour;
    return [
      {
        key,
        signal: "spend",
        episode: dayOf(now),
        clause: burstWords(burst, measure, new Date(hour)),
        data: {
          from: new Date(from).toISOString(),
          to: now.toISOString(),
          measure: measure === "unpriced" ? "unpriced_requests" : "cost_nano_usd",
          amount: String(Math.round(burst.amount)),
          typical: String(Math.round(burst.typical)),
          highest: String(Math.round(burst.highest)),
          allowed: String(Math.round(burst.allowed)),
          requests: recent.requests,
        },
      },
    ];
  }
  return [];
}

function errorFindings(facts: Facts[], active: WatchedKey[], now: Date): Finding[] {
  const found = facts.flatMap((one): Finding[] => {
    const burst = errorVerdict(one);
    if (burst === null) return [];
    const span = { from: new Date(now.getTime() - RECENT_MS).toISOString(), to: now.toISOString() };
    const data = { ...span, ...burst, status: "error" };
    return [{ key: one.key, signal: "errors", episode: dayOf(now), clause: errorWords(burst), data }];
  });
  const among = (list: Array<{ accountId: AccountId }>, account: AccountId) =>
    list.filter(({ accountId }) => accountId === account).length;
  const bursting = found.map(({ key }) => key);
  return found.filter(
    ({ key }) => !isSharedTrouble(among(bursting, key.accountId), among(active, key.accountId)),
  );
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
