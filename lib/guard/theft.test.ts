import { and, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { alerts } from "@/db/schema/alerts";
import type { Json } from "@/db/schema/audit";
import { auditEntries } from "@/db/schema/audit";
import { apiKeys } from "@/db/schema/keys";
import { DEFAULT_GUARD } from "@/lib/core/key-guard";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { enableKey } from "@/lib/keys/enable-key";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { watchKeys } from "./watch-keys";

const { db, end } = await testDatabase();
afterAll(end);

const RUN_EVERY_MS = 15 * SECOND_MS;
const START = Date.parse("2026-10-05T00:00:00Z");
const QUIET_DAYS = 10;
const PROBE = START + QUIET_DAYS * DAY_MS + 2 * HOUR_MS + 7 * MINUTE_MS;
const BURST = PROBE + 47 * MINUTE_MS;
const CENT = 10_000_000n;
/** The theft must be over before it has cost so much: five dollars. */
const MOST_LOST = 500n * CENT;

/** Ten quiet days on two small models, by day more than by night. */
function quietDays(): GivenRequest[] {
  return Array.from({ length: QUIET_DAYS * 24 }, (_, hour) => hour).flatMap((hour) =>
    Array.from({ length: hour % 24 > 7 && hour % 24 < 19 ? 8 : 1 }, (_, n) => ({
      ...call(
        START + hour * HOUR_MS + n * 6 * MINUTE_MS,
        n % 2 === 0 ? "gpt-4o-mini" : "claude-haiku",
        CENT / 20n,
      ),
    })),
  );
}

function call(at: number, model: string, costNanoUsd: bigint): GivenRequest {
  const startedAt = new Date(at);
  return {
    startedAt,
    modelAsked: model,
    modelUsed: model,
    provider: "openai",
    costNanoUsd,
    network: "203.0.113.7",
    latencyMs: 900,
  };
}

async function makeVictim() {
  const { accountId } = await makeOwner(db);
  const guard = { ...DEFAULT_GUARD, spend: "pause" } as const;
  const createdAt = new Date(START);
  const { keyId, secretId } = await makeKey(db, { accountId, name: "Production", guard, createdAt });
  const ctx = testContext(db, accountId);
  let place: Json | null = null;
  return {
    ctx,
    keyId,
    feed: (rows: GivenRequest[]) => makeRequests(db, { accountId, keyId, secretId }, rows),
    async look(at: number) {
      ctx.clock.at = new Date(at);
      place = await watchKeys(ctx, place);
    },
    told: () => db.select().from(alerts).where(eq(alerts.accountId, accountId)).orderBy(alerts.id),
    async disabled() {
      const [row] = await db.select().from(apiKeys).where(eq(apiKeys.id, keyId));
      return row?.disabledAt ?? null;
    },
  };
}

type Victim = Awaited<ReturnType<typeof makeVictim>>;

/** Five calls a second for `cost` each, two cents unless told otherwise, while the guard looks every 15 s: until it stops them, or two minutes are over. */
async function burst(
  victim: Victim,
  from: number,
  cost = 2n * CENT,
): Promise<{ afterMs: number; lost: bigint } | null> {
  let lost = 0n;
  for (let at = from; at < from + 2 * MINUTE_MS; at += RUN_EVERY_MS) {
    const calls = Array.from({ length: 75 }, (_, n) => call(at + n * 200, "gpt-4o", cost));
    await victim.feed(calls);
    lost += cost * 75n;
    await victim.look(at + RUN_EVERY_MS);
    const stopped = await victim.disabled();
    if (stopped !== null) return { afterMs: stopped.getTime() - from, lost };
  }
  return null;
}

test("the replayed theft: told on the probe, paused within 60 s of the burst and before it cost five dollars", async () => {
  const victim = await makeVictim();
  await victim.feed(quietDays());
  for (let at = START; at < PROBE; at += 5 * HOUR_MS) await victim.look(at);
  expect(await victim.told()).toEqual([]);

  await victim.look(PROBE - SECOND_MS);
  await victim.feed([call(PROBE, "gpt-4o", CENT)]);
  await victim.look(PROBE + RUN_EVERY_MS);
  const message =
    "Production used the model gpt-4o for the first time, after 1,010 calls with 2 other models.";
  expect(await victim.told()).toMatchObject([
    {
      type: "key.new_model",
      keyId: victim.keyId,
      message,
      data: { model: "gpt-4o", from: new Date(PROBE).toISOString() },
    },
  ]);

  for (let at = PROBE; at < BURST; at += RUN_EVERY_MS * 4) await victim.look(at);
  const stopped = await burst(victim, BURST);
  expect(stopped?.afterMs).toBeLessThanOrEqual(MINUTE_MS);
  expect(stopped?.lost).toBeLessThan(MOST_LOST);
  const [, spend, ...more] = await victim.told();
  expect(more).toEqual([]);
  expect(spend?.type).toBe("key.spend_anomaly");
  expect(spend?.message).toBe(
    "Production was paused: it spent $1.50 in the last 10 minutes; on a Thursday at 02:00 UTC it spends $0.00050.",
  );
  expect(await db.select().from(apiKeys).where(eq(apiKeys.id, victim.keyId))).toMatchObject([
    { disabledBy: "guard" },
  ]);
  const trail = await db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.accountId, victim.ctx.accountId), eq(auditEntries.actorName, "Guard")))
    .orderBy(auditEntries.sequence);
  expect(trail.map(({ action, actorKind }) => [action, actorKind])).toEqual([
    ["key.new_model", "system"],
    ["key.spend_anomaly", "system"],
    ["key.disabled", "system"],
  ]);
});

test("a person who enables the key again is not overruled in the same episode, and what they let go on is usual from then on", async () => {
  const victim = await makeVictim();
  await victim.feed(quietDays());
  await victim.look(BURST - SECOND_MS);
  expect(await burst(victim, BURST)).not.toBeNull();
  await enableKey(victim.ctx, { keyId: victim.keyId });
  expect(await burst(victim, BURST + 5 * MINUTE_MS)).toBeNull();
  expect((await victim.told()).filter(({ type }) => type === "key.spend_anomaly")).toHaveLength(1);
  const later = BURST + 3 * DAY_MS + 7 * HOUR_MS;
  await victim.look(later - SECOND_MS);
  expect(await burst(victim, later)).toBeNull();
  expect(await burst(victim, later + 2 * MINUTE_MS, 40n * CENT)).not.toBeNull();
});
