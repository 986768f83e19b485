import { eq } from "drizzle-orm";
import type { Sql } from "postgres";
import { newId, type SecretId, type UserId } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import type { Database } from "./client";
import { makeAccount, makeGate, makeKey, makeUser } from "./factories";
import { ensurePartitions } from "./partitions";
import { users } from "./schema/accounts";
import { apiKeySecrets, apiKeys } from "./schema/keys";
import type { requests } from "./schema/requests";
import type { PriceOf, StoryKeyName } from "./seed-calls";
import { type Caller, STORY_DAYS, STORY_KEYS, tellStory } from "./seed-story";

export const DEMO_EMAIL = "demo@example.com";

type StoryGate = Omit<Parameters<typeof makeGate>[1], "accountId">;

/** What answers the customers: a cheap model, and a dearer one when that fails. */
const SUPPORT_GATE: StoryGate = {
  name: "support-answers",
  isDefault: false,
  settings: {
    description: "Answers customers of the shop",
    model: "gpt-4o-mini",
    fallbackModels: ["gpt-4o", "sandbox/echo"],
    routingStrategy: "fallback",
    systemPrompt: "You answer customers of an online shop, briefly and politely.",
    temperature: 0.3,
    maxTokens: 800,
    tags: ["support", "production"],
  },
};

/** A gate that spreads its requests, and that nobody has called yet. */
const SUMMARY_GATE: StoryGate = {
  name: "nightly-summaries",
  isDefault: false,
  settings: {
    description: "Sums up the tickets of a day",
    model: "gpt-4o-mini",
    fallbackModels: ["gpt-4o"],
    routingStrategy: "weighted",
    weights: { "gpt-4o-mini": 4, "gpt-4o": 1 },
    timeoutMs: 60_000,
  },
};

/** What the story takes from the product's rooms, which this folder does not know. */
export type Rooms = {
  passwordHash: string;
  priceOf: PriceOf;
  /** Writes the rows and their sums, as a finished call does. */
  record(rows: Array<Required<typeof requests.$inferInsert>>): Promise<void>;
};

/**
 * Fills the demo account with its story of 90 days up to `now`. Null when it is there already. The owner is written last:
 * a seeding that was cut short has no owner, so the next one begins anew.
 */
export async function seed(
  { sql, db }: { sql: Sql; db: Database },
  now: Date,
  rooms: Rooms,
): Promise<{ requests: number } | null> {
  const found = await db.select({ id: users.id }).from(users).where(eq(users.email, DEMO_EMAIL));
  if (found.length > 0) return null;
  const beginning = new Date(now.getTime() - STORY_DAYS * DAY_MS);
  await ensurePartitions(sql, { from: beginning, months: 5 });
  const { accountId } = await makeAccount(db, { name: "Demo", plan: "custom", createdAt: beginning });
  const { gateId } = await makeGate(db, {
    accountId,
    settings: { model: "gpt-4o-mini" },
    createdAt: beginning,
  });
  const { gateId: supportGateId } = await makeGate(db, { accountId, createdAt: beginning, ...SUPPORT_GATE });
  await makeGate(db, { accountId, createdAt: beginning, ...SUMMARY_GATE });
  const callers = new Map<StoryKeyName, Caller>();
  for (const key of STORY_KEYS) {
    const createdAt = new Date(now.getTime() - key.madeDaysAgo * DAY_MS);
    const { keyId, secretId } = await makeKey(db, { accountId, name: key.name, createdAt });
    const isSupport = key.name === "Production";
    callers.set(key.name, { keyId, secretId, gateId: isSupport ? supportGateId : gateId });
  }
  const rows = tellStory(now, { accountId }, callers, rooms.priceOf);
  for (let at = 0; at < rows.length; at += 500) await rooms.record(rows.slice(at, at + 500));
  await finish(db, now, { accountId, callers, rows, passwordHash: rooms.passwordHash, beginning });
  return { requests: rows.length };
}

type Told = {
  accountId: NonNullable<(typeof users.$inferInsert)["accountId"]>;
  callers: Map<StoryKeyName, Caller>;
  rows: Array<{ secretId: SecretId; startedAt: Date }>;
  passwordHash: string;
  beginning: Date;
};

async function finish(db: Database, now: Date, told: Told): Promise<void> {
  const lastUses = new Map(told.rows.map((row) => [row.secretId, row.startedAt]));
  const userId = newId<UserId>(told.beginning.getTime());
  await db.transaction(async (tx) => {
    for (const [secretId, lastUsedAt] of lastUses) {
      await tx.update(apiKeySecrets).set({ lastUsedAt }).where(eq(apiKeySecrets.id, secretId));
    }
    for (const { name, deletedDaysAgo } of STORY_KEYS) {
      const keyId = told.callers.get(name)?.keyId;
      if (deletedDaysAgo === undefined || keyId === undefined) continue;
      const deletedAt = new Date(now.getTime() - deletedDaysAgo * DAY_MS);
      await tx.update(apiKeys).set({ deletedAt }).where(eq(apiKeys.id, keyId));
    }
    const { accountId, passwordHash, beginning } = told;
    await makeUser(tx, {
      id: userId,
      accountId,
      name: "Demo",
      email: DEMO_EMAIL,
      passwordHash,
      createdAt: beginning,
    });
    await tx.update(apiKeys).set({ createdByUserId: userId }).where(eq(apiKeys.accountId, accountId));
  });
}
