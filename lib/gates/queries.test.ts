import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeGate, makeOwner } from "@/db/factories";
import { gates } from "@/db/schema/gates";
import { newId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { findGate, getDefaultGate, listGates } from "./queries";

const { db, end } = await testDatabase();
afterAll(end);

test("gates are listed newest first, deleted and foreign ones never", async () => {
  const { accountId, gateId } = await makeOwner(db);
  const other = await makeOwner(db);
  const ctx = testContext(db, accountId);
  const { gateId: newer } = await makeGate(db, { accountId, name: "newer", isDefault: false });
  const gone = { accountId, name: "gone", isDefault: false, deletedAt: new Date() };
  const { gateId: deleted } = await makeGate(db, gone);
  expect((await listGates(ctx)).map(({ id }) => id)).toEqual([newer, gateId]);
  expect((await getDefaultGate(ctx))?.id).toBe(gateId);
  for (const ref of [deleted, "gone", other.gateId, newId(), "a\0b", ""]) {
    expect(await findGate(ctx, ref)).toBeNull();
  }
});

test("a gate is found by id and by name, also when its name looks like an id", async () => {
  const { accountId, gateId } = await makeOwner(db);
  const ctx = testContext(db, accountId);
  const name = newId();
  const odd = await makeGate(db, { accountId, name, isDefault: false });
  expect((await findGate(ctx, gateId))?.name).toBe("default");
  expect((await findGate(ctx, "default"))?.id).toBe(gateId);
  expect((await findGate(ctx, name))?.id).toBe(odd.gateId);
});

test("an account without a default gate has none", async () => {
  const { accountId } = await makeOwner(db);
  const ctx = testContext(db, accountId);
  await db.update(gates).set({ isDefault: false }).where(eq(gates.accountId, accountId));
  expect(await getDefaultGate(ctx)).toBeNull();
});
