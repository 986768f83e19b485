import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makePayload } from "@/db/factories-payloads";
import { auditEntries } from "@/db/schema/audit";
import { requestPayloads, requests } from "@/db/schema/requests";
import { newId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { deletePayload } from "./delete-payload";
import { deletePayloads } from "./delete-payloads";
import { purgePayloads } from "./purge-payloads";
import { findPayload, getPayloadPolicy } from "./queries";
import { updatePayloadPolicy } from "./update-payload-policy";

const { db, end } = await testDatabase();
afterAll(end);

async function newCaller() {
  const { accountId } = await makeOwner(db);
  const { keyId } = await makeKey(db, { accountId });
  return { accountId, keyId, ctx: testContext(db, accountId) };
}
const trailOf = ({ accountId }: Pick<Awaited<ReturnType<typeof newCaller>>, "accountId">) =>
  db.select().from(auditEntries).where(eq(auditEntries.accountId, accountId)).orderBy(auditEntries.sequence);

test("deleting what is kept of a request leaves its row, is in the trail without a word of it, and is done once", async () => {
  const caller = await newCaller();
  const [id, other] = [
    await makePayload(db, caller, { request: "so private" }),
    await makePayload(db, caller),
  ];
  await deletePayload(caller.ctx, { requestId: id });
  expect(await findPayload(caller.ctx, id)).toBeNull();
  expect(await findPayload(caller.ctx, other)).not.toBeNull();
  expect(await db.select().from(requests).where(eq(requests.id, id))).toHaveLength(1);
  const trail = await trailOf(caller);
  expect(trail).toMatchObject([{ action: "payload.deleted", subjectKind: "payload", subjectId: id }]);
  expect(
    JSON.stringify(trail, (_name, value) => (typeof value === "bigint" ? `${value}` : value)),
  ).not.toContain("private");
  for (const requestId of [id, newId(), "no id"]) {
    await expect(deletePayload(caller.ctx, { requestId })).rejects.toMatchObject({ code: "not_found" });
  }
});

test("another account's payload is no payload: not read, not deleted, not even by the id of its key", async () => {
  const [caller, stranger] = [await newCaller(), await newCaller()];
  const id = await makePayload(db, caller);
  expect(await findPayload(stranger.ctx, id)).toBeNull();
  await expect(deletePayload(stranger.ctx, { requestId: id })).rejects.toMatchObject({ code: "not_found" });
  expect(await deletePayloads(stranger.ctx)).toBe(0);
  expect(await deletePayloads(stranger.ctx, { keyId: caller.keyId })).toBe(0);
  expect(await findPayload(caller.ctx, id)).not.toBeNull();
  expect(await trailOf(stranger)).toEqual([]);
});

test("what has expired is not shown from that moment on, and the job takes it and nothing else", async () => {
  const caller = await newCaller();
  const now = new Date();
  const past = await makePayload(db, caller, { expiresAt: now });
  const ahead = await makePayload(db, caller, { expiresAt: new Date(now.getTime() + 1_000) });
  expect(await findPayload({ ...caller.ctx, clock: { now: () => now } }, past)).toBeNull();
  expect(await purgePayloads(db, now)).toBe(1);
  expect(await purgePayloads(db, now)).toBe(0);
  const left = await db.select().from(requestPayloads).where(eq(requestPayloads.accountId, caller.accountId));
  expect(left.map(({ requestId }) => requestId)).toEqual([ahead]);
});

test("the account's policy is in the trail with what it was and is, and saying it again is not", async () => {
  const caller = await newCaller();
  const policy = { store: true, keepDays: 3, redact: ["ssn"], ceiling: true };
  await updatePayloadPolicy(caller.ctx, policy);
  await updatePayloadPolicy(caller.ctx, policy);
  expect(await getPayloadPolicy(caller.ctx)).toEqual(policy);
  expect(await trailOf(caller)).toMatchObject([
    { action: "payload_policy.updated", before: { store: false, ceiling: false }, after: policy },
  ]);
});
