import { eq } from "drizzle-orm";
import type { Sql } from "postgres";
import { afterAll, describe, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { makeGate, makeKey, makeOwner, newSecret } from "@/db/factories";
import { gates } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { testDatabase } from "@/lib/testing/database";
import { startTcpProxy } from "@/lib/testing/tcp-proxy";
import { openAdmissionDesk } from "./admission";
import { hashSecret } from "./key-secret";

const { db, sql, url, end } = await testDatabase();
afterAll(end);

const desk = openAdmissionDesk(() => sql);

async function makeCaller() {
  const owner = await makeOwner(db);
  const key = await makeKey(db, { accountId: owner.accountId });
  const other = await makeGate(db, {
    accountId: owner.accountId,
    name: "fast",
    settings: { model: "gpt-4o" },
    isDefault: false,
  });
  const admit = (gateRef: string | null) => desk.admit({ hash: hashSecret(key.secret), gateRef });
  return { ...owner, ...key, fastId: other.gateId, admit };
}

test("a secret opens its own key, account and default gate", async () => {
  const caller = await makeCaller();
  expect(await caller.admit(null)).toMatchObject({
    accountId: caller.accountId,
    plan: "custom",
    keyId: caller.keyId,
    keyName: caller.name,
    secretId: caller.secretId,
    keyDeletedAt: null,
    gate: {
      id: caller.gateId,
      name: "default",
      settings: { model: "sandbox/echo", allowOverrides: true },
      version: 1,
      named: false,
    },
  });
});

test("an unknown secret opens nothing", async () => {
  expect(await desk.admit({ hash: hashSecret(newSecret()), gateRef: "default" })).toBeNull();
});

describe("the gate a request means", () => {
  test("is found by its name and by its id, in any spelling of the id", async () => {
    const caller = await makeCaller();
    for (const ref of ["fast", caller.fastId, caller.fastId.toUpperCase()]) {
      expect((await caller.admit(ref))?.gate).toMatchObject({ id: caller.fastId, name: "fast", named: true });
    }
    expect((await caller.admit("default"))?.gate).toMatchObject({ id: caller.gateId, named: true });
  });

  test("is the default one, marked as not named, when nothing fits", async () => {
    const caller = await makeCaller();
    for (const ref of ["FAST", "fas", "fast ", "%", newId(), "", "gpt-4o"]) {
      expect((await caller.admit(ref))?.gate, ref).toMatchObject({ id: caller.gateId, named: false });
    }
  });

  test("is nobody's when the account has no default gate", async () => {
    const caller = await makeCaller();
    await db.update(gates).set({ isDefault: false }).where(eq(gates.id, caller.gateId));
    expect((await caller.admit("nothing"))?.gate).toBeNull();
    expect((await caller.admit("fast"))?.gate?.id).toBe(caller.fastId);
  });

  test("is never another account's, by name or by id", async () => {
    const [caller, stranger] = [await makeCaller(), await makeCaller()];
    await makeGate(db, { accountId: stranger.accountId, name: "theirs", isDefault: false });
    for (const ref of ["theirs", stranger.fastId, stranger.gateId]) {
      expect((await caller.admit(ref))?.gate).toMatchObject({ id: caller.gateId, named: false });
    }
    expect((await caller.admit("fast"))?.gate?.id).toBe(caller.fastId);
  });

  test("is the one with the id when another is called like that id", async () => {
    const caller = await makeCaller();
    const { gateId } = await makeGate(db, {
      accountId: caller.accountId,
      name: caller.fastId,
      isDefault: false,
    });
    expect((await caller.admit(caller.fastId))?.gate?.id).toBe(caller.fastId);
    expect((await caller.admit(gateId))?.gate?.id).toBe(gateId);
  });

  test("is not a deleted one, and a name that was used again means the living", async () => {
    const caller = await makeCaller();
    await db.update(gates).set({ deletedAt: new Date() }).where(eq(gates.id, caller.fastId));
    expect((await caller.admit("fast"))?.gate?.named).toBe(false);
    expect((await caller.admit(caller.fastId))?.gate?.named).toBe(false);
    const again = await makeGate(db, { accountId: caller.accountId, name: "fast", isDefault: false });
    expect((await caller.admit("fast"))?.gate?.id).toBe(again.gateId);
  });
});

test("what no gate can be called harms neither its sender nor the others of its batch", async () => {
  const [bad, good] = [await makeCaller(), await makeCaller()];
  const refs = [
    "\0",
    "a\0b",
    "\ud800",
    "x".repeat(100_000),
    "'; drop table gates; --",
    "\\u0000",
    "{}",
    "\u202e",
  ];
  const answers = await Promise.all([
    ...refs.map((ref) => bad.admit(ref)),
    good.admit("fast"),
    bad.admit("fast"),
  ]);
  for (const answer of answers.slice(0, refs.length)) {
    expect(answer?.gate).toMatchObject({ id: bad.gateId, named: false });
  }
  expect(answers.at(-2)?.gate?.id).toBe(good.fastId);
  expect(answers.at(-1)?.gate?.id).toBe(bad.fastId);
});

test("everybody of a large batch gets an answer of their own", async () => {
  const callers = await Promise.all(Array.from({ length: 20 }, makeCaller));
  const asks = Array.from({ length: 1_000 }, (_, n) => n);
  const answers = await Promise.all(
    asks.map((n) => {
      const caller = callers[n % callers.length];
      if (n % 7 === 0) return desk.admit({ hash: hashSecret(newSecret()), gateRef: null });
      return caller?.admit(n % 2 === 0 ? "fast" : null);
    }),
  );
  for (const n of asks) {
    const caller = callers[n % callers.length];
    if (n % 7 === 0) expect(answers[n]).toBeNull();
    else {
      expect(answers[n]?.keyId).toBe(caller?.keyId);
      expect(answers[n]?.gate?.id).toBe(n % 2 === 0 ? caller?.fastId : caller?.gateId);
    }
  }
});

test("a deletion is seen by every admission that begins after it was committed, on other instances too", async () => {
  const second = openLedger(url, { max: 2 });
  const desks = [desk, openAdmissionDesk(() => second.sql)];
  for (let round = 0; round < 50; round++) {
    const { accountId } = await makeOwner(db);
    const { secret, keyId } = await makeKey(db, { accountId });
    const question = { hash: hashSecret(secret), gateRef: null };
    const racing = Array.from({ length: 20 }, (_, n) => desks[n % 2]?.admit(question));
    const deletedAt = new Date();
    await db.update(apiKeys).set({ deletedAt }).where(eq(apiKeys.id, keyId));
    const after = await Promise.all(Array.from({ length: 20 }, (_, n) => desks[n % 2]?.admit(question)));
    expect(after.filter((admission) => admission?.keyDeletedAt === null)).toEqual([]);
    await Promise.all(racing);
  }
  await second.sql.end();
});

describe("without its database", () => {
  test("a caller is told unavailable and when to come back, and is admitted again after the return", async () => {
    const { secret, keyId } = await makeCaller();
    const question = { hash: hashSecret(secret), gateRef: null };
    await throughProxy(async (proxied, proxy) => {
      const away = openAdmissionDesk(() => proxied, 500);
      expect((await away.admit(question))?.keyId).toBe(keyId);
      for (const fail of [proxy.close, proxy.freeze]) {
        fail();
        const refusal = await away.admit(question).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(AppError);
        expect(refusal).toMatchObject({ code: "unavailable", status: 503, retryAfterSeconds: 1 });
        proxy.open();
        expect((await eventually(() => away.admit(question)))?.keyId).toBe(keyId);
      }
    });
  });

  test("connections that break are mended within the caller's patience, so that it notices nothing", async () => {
    const { secret, keyId } = await makeCaller();
    const question = { hash: hashSecret(secret), gateRef: null };
    await throughProxy(async (proxied, proxy) => {
      const away = openAdmissionDesk(() => proxied);
      await away.admit(question);
      proxy.cut();
      expect((await away.admit(question))?.keyId).toBe(keyId);
    });
  });

  test("nobody waits long beyond the patience, however many are waiting", async () => {
    const { secret } = await makeCaller();
    const question = { hash: hashSecret(secret), gateRef: null };
    await throughProxy(async (proxied, proxy) => {
      const patienceMs = 400;
      const away = openAdmissionDesk(() => proxied, patienceMs);
      await away.admit(question);
      proxy.freeze();
      const began = performance.now();
      const waits = await Promise.all(
        Array.from({ length: 4_000 }, () => away.admit(question).catch(() => performance.now() - began)),
      );
      // They are twenty questions, asked one after another.
      expect(Math.max(...waits.map(Number))).toBeLessThan(10 * patienceMs);
    });
  });
});

async function throughProxy(
  run: (sql: Sql, proxy: Awaited<ReturnType<typeof startTcpProxy>>) => Promise<void>,
): Promise<void> {
  const proxy = await startTcpProxy(url);
  const proxied = openLedger(proxy.url, { max: 3 });
  try {
    // On a busy machine a connection takes longer to open than a caller waits.
    await proxied.sql`select 1`;
    await run(proxied.sql, proxy);
  } finally {
    await proxied.sql.end({ timeout: 0 });
    await proxy.stop();
  }
}

/** The first answer that is no refusal: a pool may need a try or two to notice that the database is back. */
async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 10) throw error;
    }
  }
}
