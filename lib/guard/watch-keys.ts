import type { Database } from "@/db/client";
import type { Json } from "@/db/schema/audit";
import { raiseAlert } from "@/lib/alerts/raise-alert";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type Clock, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { findBursts, type IsWanted } from "./find-bursts";
import { findFirstUses } from "./find-first-uses";
import { ALERT_TYPE_OF, alertOf, type Finding } from "./finding";
import { isRepetition } from "./is-repetition";
import { pauseKey } from "./pause-key";
import { readActivity, readWatched } from "./read-activity";
import { readTold } from "./read-past";

/** A row is written when its call ends, under an id from when it began: so far back are rows read once more. */
const OVERLAP_MS = 2 * MINUTE_MS;
/** Now and then further, for calls that took long. */
const LONG_OVERLAP_MS = 20 * MINUTE_MS;
const LONG_EVERY_MS = 5 * MINUTE_MS;
/** A guard that was away for longer looks at the last hour alone. */
const LONGEST_AWAY_MS = HOUR_MS;
/** Clocks of instances differ, and ids carry theirs. */
const AHEAD_MS = MINUTE_MS;

type Watch = { db: Database; clock: Clock };

/**
 * Looks at what the keys of all accounts did since the last look, tells the accounts what is unusual, and pauses keys where
 * that is wanted. Takes and returns how far it has come; looking at the same rows twice tells nothing twice.
 */
export async function watchKeys(watch: Watch, place: Json | null): Promise<Json> {
  const now = watch.clock.now();
  const readTo = lastLook(place, now);
  const isLong = Math.floor(readTo.getTime() / LONG_EVERY_MS) !== Math.floor(now.getTime() / LONG_EVERY_MS);
  const from = new Date(readTo.getTime() - (isLong ? LONG_OVERLAP_MS : OVERLAP_MS));
  for (const finding of await findings(watch.db, from, now)) await tell(watch, finding);
  return { readTo: now.toISOString() };
}

async function findings(db: Database, from: Date, now: Date): Promise<Finding[]> {
  const to = new Date(now.getTime() + AHEAD_MS);
  const { keys: active, modelUses } = await readActivity(db, { from, to });
  const keys = await readWatched(db, active);
  const watched = [...keys.values()];
  const toldOf = await readTold(db, watched, now);
  const isWanted: IsWanted = ({ keyId, guard }, signal) =>
    guard[signal] !== "off" &&
    !isRepetition(toldOf(keyId, ALERT_TYPE_OF[signal]), signal, guard[signal], now);
  return [
    ...(await findFirstUses(db, keys, modelUses, { since: from, now }, isWanted)),
    ...(await findBursts(db, watched, now, isWanted)),
  ];
}

async function tell({ db, clock }: Watch, finding: Finding): Promise<void> {
  const { accountId, guard } = finding.key;
  const ctx: Ctx = { db, clock, accountId, actor: { kind: "system", name: "Guard" } };
  const isPaused = guard[finding.signal] === "pause";
  try {
    await (isPaused ? pauseKey : raiseAlert)(ctx, alertOf(finding, isPaused));
  } catch (error) {
    // The key was deleted meanwhile.
    if (!(error instanceof AppError && error.code === "not_found")) throw error;
  }
}

function lastLook(place: Json | null, now: Date): Date {
  const noted =
    typeof place === "object" && place !== null && !Array.isArray(place) && typeof place.readTo === "string"
      ? Date.parse(place.readTo)
      : now.getTime();
  return new Date(Math.min(now.getTime(), Math.max(noted, now.getTime() - LONGEST_AWAY_MS)));
}
