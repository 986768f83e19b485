import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner, makeUser } from "@/db/factories";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import { KEY_DEFECTS, type KeyDefect } from "@/lib/core/key-filter";
import { DAY_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { lastThirtyDays } from "@/lib/usage/contract";
import { countKeys, listKeys } from "../queries";
import { keyHealth } from "./key-health";

const { db, sql, end } = await testDatabase();
afterAll(end);

const now = new Date("2026-11-22T10:30:00Z");
const days = (count: number) => new Date(now.getTime() + count * DAY_MS);

type Made = { keyId: KeyId; secretId: string };
type Account = { ctx: Ctx; userId: string; goneId: string };

/** What a sound key has: limits, an expiry far away, a person who is there, and uses from one network. */
const SOUND = {
  createdAt: days(-40),
  expiresAt: days(200),
  lastUsedAt: days(-1) as Date | null,
  scope: { access: "inference" } as const,
};
type Given = Partial<Parameters<typeof makeKey>[1]>;

/** How a key comes by each defect, and with which others it cannot be combined. */
const DEFECTS: Record<
  KeyDefect,
  { given?: Given; after?: (account: Account, made: Made) => Promise<unknown> }
> = {
  exposed: { given: { exposedAt: days(-1) } },
  newNetwork: {
    after: async ({ ctx }, { keyId }) => {
      await sawNetwork(ctx, keyId, "198.51.100.1", days(-30));
      await sawNetwork(ctx, keyId, "198.51.100.2", days(-3));
    },
  },
  rotationUnfinished: {
    after: async (_account, { secretId }) =>
      sql`update api_key_secrets set expires_at = ${days(1)} where id = ${secretId}`,
  },
  ownerGone: { given: { createdByUserId: null } },
  expiresSoon: { given: { expiresAt: days(6) } },
  noExpiry: { given: { expiresAt: null } },
  noLimit: { given: { scope: { networks: ["10.0.0.0/8"] } } },
  wideScope: { given: { scope: { models: ["gpt-4o-mini"] } } },
  idle: { given: { lastUsedAt: days(-91), createdAt: days(-200) } },
  neverUsed: { given: { lastUsedAt: null, createdAt: days(-8) } },
};
/** A key without any limit that is in use has a wide scope too; one that expires soon has an expiry. */
const TOGETHER: KeyDefect[][] = [
  ...KEY_DEFECTS.filter((defect) => defect !== "noLimit").map((defect) => [defect]),
  ["wideScope", "noLimit"],
  ["noLimit", "idle"],
  ["noExpiry", "noLimit", "neverUsed"],
  ["exposed", "newNetwork", "ownerGone", "expiresSoon", "wideScope", "noLimit"],
  ["rotationUnfinished", "noExpiry", "wideScope"],
  [],
];

async function sawNetwork(
  ctx: Ctx,
  keyId: KeyId,
  network: string,
  firstSeenAt: Date,
  knownAt: Date | null = null,
) {
  await sql`insert into key_networks (account_id, key_id, network, first_seen_at, last_seen_at, known_at)
    values (${ctx.accountId}, ${keyId}, ${network}, ${firstSeenAt}, ${now}, ${knownAt})`;
}

async function makeAccount(): Promise<Account> {
  const { accountId, userId } = await makeOwner(db);
  const { userId: goneId } = await makeUser(db, { accountId, role: "member" });
  const ctx = testContext(db, accountId, { kind: "user", userId });
  ctx.clock.at = now;
  return { ctx, userId, goneId };
}

async function makeKeyWith(account: Account, defects: KeyDefect[], given: Given = {}): Promise<KeyId> {
  const { ctx, userId } = account;
  const all = Object.assign(
    {},
    SOUND,
    { createdByUserId: userId },
    ...defects.map((name) => DEFECTS[name].given),
    given,
  );
  const made = await makeKey(db, { ...all, accountId: ctx.accountId });
  await noteEntry(ctx, { actorKind: "user", actorId: userId, action: "key.created", subjectId: made.keyId });
  for (const name of defects) await DEFECTS[name].after?.(account, made);
  return made.keyId;
}

type Entry = { actorKind: string; actorId: string; action: string; subjectId: string | null };

async function noteEntry(ctx: Ctx, { actorKind, actorId, action, subjectId }: Entry) {
  await sql`
    insert into audit_entries (account_id, sequence, id, at, actor_kind, actor_id, action, subject_kind, subject_id, previous_hash, hash)
    select ${ctx.accountId}, coalesce(max(sequence), 0) + 1, gen_random_uuid(), ${now}, ${actorKind}, ${actorId}, ${action}, 'key',
      ${subjectId}, '', ''
    from audit_entries where account_id = ${ctx.accountId}`;
}

async function expectHealth(ctx: Ctx, known: Map<KeyId, KeyDefect[]>) {
  const list = { sort: "created", direction: "desc", cursor: null, limit: 1_000 } as const;
  const usual = { ...list, search: "", includeUsageSince: lastThirtyDays(now).from };
  const { items } = await listKeys(ctx, usual);
  const marks = new Map(items.map(({ id, defects }) => [id, defects.toSorted()]));
  expect(marks).toEqual(new Map([...known].map(([id, defects]) => [id, defects.toSorted()])));
  const counts = await keyHealth(ctx);
  for (const health of KEY_DEFECTS) {
    const having = [...known].flatMap(([id, defects]) => (defects.includes(health) ? [id] : []));
    for (const sort of ["created", "lastUsed", "cost"] as const) {
      const found = await listKeys(ctx, { ...usual, sort, health });
      expect(found.items.map(({ id }) => id).toSorted(), `${health} by ${sort}`).toEqual(having.toSorted());
    }
    expect(await countKeys(ctx, { search: "", health }), health).toBe(having.length);
    expect(counts[health], health).toBe(having.length);
  }
}

test("of 500 keys with known defects all are found and none is invented, by count, filter and mark alike", async () => {
  const account = await makeAccount();
  const known = new Map<KeyId, KeyDefect[]>();
  for (let n = 0; n < 500; n += 1) {
    const defects = TOGETHER[n % TOGETHER.length] ?? [];
    known.set(await makeKeyWith(account, defects), defects);
  }
  await expectHealth(account.ctx, known);
});

test("what a key is just not guilty of is not said of it", async () => {
  const account = await makeAccount();
  const { ctx, goneId } = account;
  const known = new Map<KeyId, KeyDefect[]>();
  const add = async (defects: KeyDefect[], given: Given, name: string) => {
    const keyId = await makeKeyWith(account, [], { ...given, name });
    known.set(keyId, defects);
    return keyId;
  };
  await add([], { expiresAt: days(7.01) }, "expires in more than a week");
  await add([], { lastUsedAt: days(-89.9), createdAt: days(-200) }, "used 89 days ago");
  await add([], { lastUsedAt: null, createdAt: days(-6.9) }, "never used, but new");
  await add([], { scope: { access: { inference: "write" } } }, "a level per resource");
  await add([], { scope: { gates: ["x"] }, lastUsedAt: days(-31) }, "all access, not used this month");
  for (const stopped of [{ disabledAt: days(-1) }, { expiresAt: days(-1) }]) {
    await add([], { scope: null, lastUsedAt: days(-100), ...stopped }, "cannot be called with");
  }
  await add(["exposed"], { disabledAt: days(-1), exposedAt: days(-2) }, "stopped, but still exposed");
  const firstNetwork = await add([], {}, "first network of all");
  await sawNetwork(ctx, firstNetwork, "198.51.100.1", days(-1));
  const knownNetwork = await add([], {}, "a network somebody knows");
  await sawNetwork(ctx, knownNetwork, "198.51.100.1", days(-20));
  await sawNetwork(ctx, knownNetwork, "198.51.100.2", days(-1), days(-1));
  const changes = await add([], { scope: { models: ["x"] } }, "changes things");
  await noteEntry(ctx, { actorKind: "key", actorId: changes, action: "gate.updated", subjectId: null });
  const byProgram = await makeKey(db, { ...SOUND, accountId: ctx.accountId, createdByUserId: null });
  known.set(byProgram.keyId, []);
  const left = await add(["ownerGone"], { createdByUserId: goneId as never }, "made by somebody who left");
  await sql`delete from users where id = ${goneId}`;
  const rotated = await add([], {}, "rotated long ago");
  await sql`update api_key_secrets set revoked_at = ${days(-20)}, last_used_at = ${days(-100)} where key_id = ${rotated}`;
  await sql`insert into api_key_secrets (id, account_id, key_id, hash, prefix, last_four, last_used_at)
    values (gen_random_uuid(), ${ctx.accountId}, ${rotated}, sha256('new'), 'layer_222222', 'ffff', ${days(-1)})`;
  expect(known.get(left)).toEqual(["ownerGone"]);
  await expectHealth(ctx, known);
});

test("another account's keys and deleted keys are in no count", async () => {
  const [account, other] = [await makeAccount(), await makeAccount()];
  await makeKeyWith(other, ["exposed", "noExpiry", "noLimit"]);
  await makeKeyWith(account, ["exposed", "noExpiry", "noLimit"], { deletedAt: days(-1) });
  expect(Object.values(await keyHealth(account.ctx))).toEqual(KEY_DEFECTS.map(() => 0));
});
