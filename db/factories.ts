import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { eq } from "drizzle-orm";
import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";
import {
  type AccountId,
  type AlertId,
  type GateId,
  type KeyId,
  newId,
  type SecretId,
  type SessionId,
  type UserId,
} from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import type { Database, Transaction } from "./client";
import { insertGate, type NewGate } from "./insert-gate";
import { accounts, sessions, users } from "./schema/accounts";
import { alerts } from "./schema/alerts";
import { gates } from "./schema/gates";
import { apiKeySecrets, apiKeys } from "./schema/keys";

// Rows for tests and the demo story. What a factory is not told, it makes up; nothing here decides anything.

export type Store = Database | Transaction;
/** Some columns of a table, and surely those that are told. */
export type Given<
  Table extends { $inferInsert: object },
  Told extends keyof Table["$inferInsert"] = never,
> = Partial<Table["$inferInsert"]> & Pick<Table["$inferInsert"], Told>;

/** The cookie that carries a session over plain HTTP. */
export const SESSION_COOKIE = "authjs.session-token";

/** An account without people, keys or gates. */
export async function makeAccount(
  db: Store,
  given: Given<typeof accounts> = {},
): Promise<{ accountId: AccountId }> {
  const accountId = given.id ?? newId<AccountId>();
  await db.insert(accounts).values({ name: "Test account", plan: "custom", ...given, id: accountId });
  return { accountId };
}

/** A person of an account, without a password unless `passwordHash` is given. */
export async function makeUser(
  db: Store,
  given: Given<typeof users, "accountId">,
): Promise<{ userId: UserId; email: string }> {
  const userId = given.id ?? newId<UserId>();
  const email = given.email ?? `person-${randomBytes(6).toString("hex")}@example.test`;
  await db.insert(users).values({ name: "Test Person", ...given, email, id: userId });
  return { userId, email };
}

/** A gate on the sandbox; the account's default one unless told otherwise. */
export async function makeGate(
  db: Store,
  {
    settings,
    ...given
  }: Omit<Partial<NewGate>, "settings"> & {
    accountId: AccountId;
    settings?: Partial<GateSettings>;
  },
): Promise<{ gateId: GateId; name: string }> {
  const name = given.name ?? "default";
  const full = { model: "sandbox/echo", ...settings };
  const gateId = await insertGate(db, { isDefault: true, ...given, name, settings: full });
  return { gateId, name };
}

/** Sets what a gate says, without a new version: all that is not given has its default. */
export async function setGate(
  db: Store,
  gateId: GateId,
  settings: Partial<GateSettings> & Pick<GateSettings, "model">,
): Promise<void> {
  await db
    .update(gates)
    .set({ settings: { ...DEFAULT_GATE_SETTINGS, ...settings } })
    .where(eq(gates.id, gateId));
}

/** An account with an owner and a default gate: what most tests start from. */
export async function makeOwner(
  db: Store,
  given: Given<typeof accounts> = {},
): Promise<{ accountId: AccountId; userId: UserId; email: string; gateId: GateId }> {
  const { accountId } = await makeAccount(db, given);
  const { userId, email } = await makeUser(db, { accountId });
  const { gateId } = await makeGate(db, { accountId });
  return { accountId, userId, email, gateId };
}

/** A key with one secret, whose text is returned. `lastUsedAt` belongs to the secret. */
export async function makeKey(
  db: Store,
  { lastUsedAt, ...given }: Given<typeof apiKeys, "accountId"> & { lastUsedAt?: Date | null },
): Promise<{ keyId: KeyId; secretId: SecretId; secret: string; name: string }> {
  const keyId = given.id ?? newId<KeyId>(given.createdAt?.getTime());
  const secretId = newId<SecretId>(given.createdAt?.getTime());
  const name = given.name ?? "Test key";
  const secret = newSecret();
  await db.insert(apiKeys).values({ ...given, name, id: keyId });
  await db.insert(apiKeySecrets).values({
    id: secretId,
    accountId: given.accountId,
    keyId,
    hash: createHash("sha256").update(secret).digest(),
    prefix: secret.slice(0, 12),
    lastFour: secret.slice(-4),
    createdAt: given.createdAt,
    lastUsedAt,
  });
  return { keyId, secretId, secret, name };
}

/** Text of a well-formed secret that no key has: the last 8 hex digits are the CRC-32 of the 56 before them. */
export function newSecret(): string {
  const random = randomBytes(28).toString("hex");
  return `layer_${random}${crc32(random).toString(16).padStart(8, "0")}`;
}

/** A signed-in browser. `token` is the value of its cookie `SESSION_COOKIE`; the table keeps the SHA-256. */
export async function makeSession(
  db: Store,
  given: Given<typeof sessions, "userId">,
): Promise<{ sessionId: SessionId; token: string }> {
  const sessionId = given.id ?? newId<SessionId>();
  const token = randomBytes(32).toString("hex");
  await db.insert(sessions).values({
    expires: new Date(Date.now() + DAY_MS),
    ...given,
    id: sessionId,
    sessionToken: createHash("sha256").update(token).digest("hex"),
  });
  return { sessionId, token };
}

/** Something an account is told of, open and not mailed. */
export async function makeAlert(
  db: Store,
  given: Given<typeof alerts, "accountId">,
): Promise<{ alertId: AlertId; message: string }> {
  const alertId = given.id ?? newId<AlertId>(given.createdAt?.getTime());
  const message = given.message ?? "Test key was used from a new network: 203.0.113.7.";
  const said = { type: "key.new_network", sameness: alertId, data: {}, createdAt: new Date() };
  await db.insert(alerts).values({ ...said, ...given, message, id: alertId });
  return { alertId, message };
}
