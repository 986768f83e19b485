import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { apiKeys } from "@/db/schema/keys";
import type { KeyScope } from "@/lib/core/key-scope";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { changeKeys } from "../bulk/change-keys";
import { createKey } from "../create-key";
import { deleteKey } from "../delete-key";
import { disableKey } from "../disable-key";
import { duplicateKey } from "../duplicate-key";
import { enableKey } from "../enable-key";
import { getKeyPolicy } from "../policy/queries";
import { updateKeyPolicy } from "../policy/update-key-policy";
import { getKey } from "../queries";
import { renameKey } from "../rename-key";
import { restoreKey } from "../restore-key";
import { rotateKey } from "../rotation/rotate-key";
import { updateKey } from "../update-key";

const { db, url, end } = await testDatabase();
setTestEnvironment(url);
afterAll(end);

const OWN: KeyScope = { access: { keys: "write", inference: "write" }, models: ["gpt-4o-mini"] };
const LESS: KeyScope = { access: "inference", models: ["gpt-4o-mini"] };
const MORE: KeyScope = { access: "inference", models: ["gpt-4o-mini", "gpt-4o"] };
const refused = { code: "scope_access" };

/** A key with `OWN` acts; in the same account are a key with less and one with more. */
async function actors() {
  const { accountId, gateId, userId } = await makeOwner(db);
  const key = (scope: KeyScope | null) => makeKey(db, { accountId, scope });
  const [self, less, more, full] = [await key(OWN), await key(LESS), await key(MORE), await key(null)];
  const ctx = testContext(db, accountId, { kind: "key", keyId: self.keyId, scope: OWN });
  return { ctx, owner: testContext(db, accountId, { kind: "user", userId }), self, less, more, full, gateId };
}

describe("a key with a scope and the right to change keys", () => {
  test("makes keys that may do no more than itself", async () => {
    const { ctx } = await actors();
    for (const scope of [undefined, null, {}, MORE, { access: "read" } as const]) {
      await expect(createKey(ctx, { name: "x", scope })).rejects.toMatchObject(refused);
    }
    const { key } = await createKey(ctx, { name: "x", scope: LESS });
    expect(key.scope).toEqual(LESS);
  });

  test("gives no key more, not even itself, and may give itself less", async () => {
    const { ctx, self, less } = await actors();
    for (const scope of [null, MORE]) {
      for (const { keyId } of [self, less]) {
        await expect(updateKey(ctx, { keyId, scope })).rejects.toMatchObject({
          ...refused,
          param: expect.stringMatching(/^scope\./),
        });
      }
    }
    expect((await updateKey(ctx, { keyId: self.keyId, scope: LESS })).scope).toEqual(LESS);
  });

  test("changes, enables, rotates, duplicates and restores no key that may do more", async () => {
    const { ctx, owner, more, full } = await actors();
    for (const { keyId } of [more, full]) {
      const before = await getKey(owner, keyId);
      await expect(renameKey(ctx, { keyId, name: "Mine" })).rejects.toMatchObject(refused);
      await expect(updateKey(ctx, { keyId, scope: LESS })).rejects.toMatchObject(refused);
      await expect(updateKey(ctx, { keyId, expiresAt: null, tags: ["x"] })).rejects.toMatchObject(refused);
      await expect(rotateKey(ctx, { keyId })).rejects.toMatchObject(refused);
      await expect(duplicateKey(ctx, { keyId })).rejects.toMatchObject(refused);
      expect(await getKey(owner, keyId)).toEqual(before);
      await disableKey(owner, { keyId });
      await expect(enableKey(ctx, { keyId })).rejects.toMatchObject(refused);
      await deleteKey(owner, { keyId });
      await expect(restoreKey(ctx, { keyId })).rejects.toMatchObject(refused);
      expect((await getKey(owner, keyId)).status).toBe("deleted");
    }
  });

  test("does all of that to a key that may do less", async () => {
    const { ctx, less } = await actors();
    const { keyId } = less;
    await renameKey(ctx, { keyId, name: "Renamed" });
    await disableKey(ctx, { keyId });
    await enableKey(ctx, { keyId });
    expect((await rotateKey(ctx, { keyId })).secret).toMatch(/^layer_/);
    expect((await duplicateKey(ctx, { keyId })).key.scope).toEqual(LESS);
    await deleteKey(ctx, { keyId });
    expect((await restoreKey(ctx, { keyId })).status).not.toBe("deleted");
  });

  test("stops any key: that gives nobody more", async () => {
    const { ctx, full } = await actors();
    await disableKey(ctx, { keyId: full.keyId });
    expect((await deleteKey(ctx, { keyId: full.keyId })).status).toBe("deleted");
  });
});

describe("what protects keys", () => {
  const PAUSE = { spend: "pause", model: "pause", network: "pause", errors: "pause" } as const;
  const OFF = { spend: "off", model: "off", network: "off", errors: "off" } as const;

  test("is changed by no key with a scope: neither its own guard, nor another's, nor the account's policy", async () => {
    const { ctx, owner, self, less } = await actors();
    for (const { keyId } of [self, less]) {
      await updateKey(owner, { keyId, guard: PAUSE });
      for (const guard of [OFF, null, { ...PAUSE, spend: "tell" as const }]) {
        const change = updateKey(ctx, { keyId, name: "Quiet", guard });
        await expect(change).rejects.toMatchObject({ ...refused, param: "guard" });
      }
      expect(await getKey(owner, keyId)).toMatchObject({ guard: PAUSE });
      expect(await updateKey(ctx, { keyId, name: "Same", guard: PAUSE })).toMatchObject({ name: "Same" });
    }
    await expect(createKey(ctx, { name: "x", scope: LESS, guard: OFF })).rejects.toMatchObject(refused);
    await expect(duplicateKey(ctx, { keyId: less.keyId })).rejects.toMatchObject(refused);
    const policies = [{ onLeak: "notify" }, { quietMinutes: 1 }, { guard: OFF }] as const;
    await updateKeyPolicy(owner, { onLeak: "disable", guard: PAUSE });
    for (const policy of policies) {
      await expect(updateKeyPolicy(ctx, policy)).rejects.toMatchObject(refused);
    }
    expect(await getKeyPolicy(owner)).toEqual({ onLeak: "disable", quietMinutes: 30, guard: PAUSE });
  });

  test("keeps a key stopped that Layer stopped, until a person or a key with full access enables it", async () => {
    const { ctx, owner, self, less } = await actors();
    for (const disabledBy of ["guard", "leak report"] as const) {
      const { keyId } = less;
      await db.update(apiKeys).set({ disabledAt: new Date(), disabledBy }).where(eq(apiKeys.id, keyId));
      await expect(enableKey(ctx, { keyId })).rejects.toMatchObject(refused);
      const { results } = await changeKeys(ctx, { ids: [keyId], action: "enable" });
      expect(results).toMatchObject([{ outcome: "refused", error: refused }]);
      expect((await getKey(owner, keyId)).status).toBe("disabled");
      const full = testContext(db, owner.accountId, { kind: "key", keyId: self.keyId, scope: null });
      expect((await enableKey(full, { keyId })).status).not.toBe("disabled");
    }
  });

  test("is changed by a key with full access", async () => {
    const { owner, self, less } = await actors();
    const full = testContext(db, owner.accountId, { kind: "key", keyId: self.keyId, scope: null });
    expect((await updateKey(full, { keyId: less.keyId, guard: OFF })).guard).toEqual(OFF);
    expect((await updateKeyPolicy(full, { onLeak: "disable" })).onLeak).toBe("disable");
  });
});

test("people and keys with full access are not bound", async () => {
  const { owner, self, more } = await actors();
  expect((await updateKey(owner, { keyId: more.keyId, scope: null })).scope).toBeNull();
  const full = testContext(db, owner.accountId, { kind: "key", keyId: self.keyId, scope: null });
  expect((await createKey(full, { name: "x" })).key.scope).toBeNull();
});

test("a scope is stored in its shortest form, and only with live gates of the account", async () => {
  const { owner, gateId, less } = await actors();
  const foreign = await makeOwner(db);
  const { keyId } = less;
  const deleted = await makeGate(db, {
    accountId: owner.accountId,
    name: "gone",
    isDefault: false,
    deletedAt: new Date(),
  });
  for (const bad of [foreign.gateId, deleted.gateId]) {
    const fault = { code: "invalid_field", param: "scope.gates.1" };
    await expect(updateKey(owner, { keyId, scope: { gates: [gateId, bad] } })).rejects.toMatchObject(fault);
  }
  const scope = { gates: [gateId], networks: ["::ffff:203.0.113.0/120"] };
  const { scope: stored } = await updateKey(owner, { keyId, scope });
  expect(stored).toEqual({ gates: [gateId], networks: ["203.0.113.0/24"] });
  expect((await updateKey(owner, { keyId, scope: {} })).scope).toBeNull();
});
