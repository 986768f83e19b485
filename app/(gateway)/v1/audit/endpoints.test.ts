import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { makeUser } from "@/db/factories";
import { auditEntries } from "@/db/schema/audit";
import { recordChange } from "@/lib/audit/record-change";
import { verifyChain } from "@/lib/audit/verify-chain";
import { systemClock } from "@/lib/core/time";
import { createKey } from "@/lib/keys/create-key";
import { deleteKey } from "@/lib/keys/delete-key";
import { renameKey } from "@/lib/keys/rename-key";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { callOver, endpointSuite, makeCaller, type TestCaller } from "@/lib/testing/endpoint-suite";
import { auditEndpoints, auditEntryEndpoints } from "./endpoints";
import { exportEndpoints } from "./export/endpoints";
import { verifyEndpoints } from "./verify/endpoints";

const { db, sql } = await appDatabase();
const api = await startApiServer();
const call = callOver(api.url);
afterAll(api.end);

async function ownEntry({ accountId }: TestCaller): Promise<string> {
  await createKey(testContext(db, accountId), { name: "New" });
  const [entry] = await sql`select id from audit_entries where account_id = ${accountId}`;
  return entry?.id;
}

for (const endpoint of [...auditEndpoints, ...exportEndpoints, ...verifyEndpoints])
  endpointSuite(endpoint, { db, call });
for (const endpoint of auditEntryEndpoints) endpointSuite(endpoint, { db, call, ownId: ownEntry });

/** A key made, renamed and deleted by a person, and a gate's price set by the operator. */
async function makeTrail() {
  const caller = await makeCaller(db);
  const { accountId } = caller;
  const { userId } = await makeUser(db, { accountId, name: "Ada 100%" });
  const origin = { network: "203.0.113.7", userAgent: "Firefox" };
  const person = { ...testContext(db, accountId, { kind: "user", userId }), origin };
  person.clock.at = new Date("2026-03-01T10:00:00Z");
  const { key } = await createKey(person, { name: "=1+1" });
  person.clock.at = new Date("2026-03-02T10:00:00Z");
  await renameKey(person, { keyId: key.id, name: 'Say "hi", Ünal' });
  person.clock.at = new Date("2026-03-03T10:00:00Z");
  await deleteKey(person, { keyId: key.id });
  const subject = { kind: "price", id: null, name: "openai/gpt-4o" } as const;
  await db.transaction((tx) =>
    recordChange(
      tx,
      { accountId, clock: systemClock, actor: { kind: "operator" } },
      { action: "price.set", subject },
    ),
  );
  return { caller, userId, keyId: key.id };
}

async function get(caller: TestCaller, path: string) {
  const answer = await fetch(`${api.url}/v1/audit${path}`, {
    headers: { authorization: `Bearer ${caller.secret}` },
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
const json = async (caller: TestCaller, path: string) => JSON.parse((await get(caller, path)).text);
type Wire = { id: string; sequence: number; action: string };
const actions = async (caller: TestCaller, query: string) =>
  (await json(caller, `?${query}`)).data.map(({ action }: Wire) => action);

describe("the list", () => {
  test("is newest first, in pages that are stable while entries are added", async () => {
    const { caller } = await makeTrail();
    const first = await json(caller, "?limit=2");
    expect(first).toMatchObject({ object: "list", has_more: true });
    expect(first.data.map(({ action }: Wire) => action)).toEqual(["price.set", "key.deleted"]);
    expect([first.first_id, first.last_id]).toEqual([first.data[0].id, first.data[1].id]);
    await ownEntry(caller);
    const second = await json(caller, `?limit=2&after=${first.last_id}`);
    expect(second.data.map(({ action }: Wire) => action)).toEqual(["key.updated", "key.created"]);
    expect(second.has_more).toBe(false);
    const beyond = await json(caller, `?limit=2&after=${second.last_id}`);
    expect(beyond).toMatchObject({ data: [], first_id: null, last_id: null, has_more: false });
  });

  test("leaves out what a filter does not want, alone and together", async () => {
    const { caller, userId, keyId } = await makeTrail();
    const all = ["price.set", "key.deleted", "key.updated", "key.created"];
    const cases: Array<[string, string[]]> = [
      ["", all],
      [`actor=${userId}`, all.slice(1)],
      ["actor=operator", ["price.set"]],
      ["actor=key", []],
      ["action=key.updated", ["key.updated"]],
      ["action=key.*", all.slice(1)],
      ["action=key_policy.*", []],
      ["subjectKind=price", ["price.set"]],
      [`subjectId=${keyId}`, all.slice(1)],
      ["from=2026-03-02T10:00:00Z&until=2026-03-03T10:00:00Z", ["key.updated"]],
      ["search=%C3%BCNAL", ["key.deleted", "key.updated"]],
      ["search=GPT-4", ["price.set"]],
      ["search=%25", all.slice(1)],
      ["search=_", []],
      ["network=203.0.113.7", all.slice(1)],
      [`action=key.*&search=%3D1&actor=${userId}`, ["key.created"]],
    ];
    for (const [query, expected] of cases)
      expect([query, await actions(caller, query)]).toEqual([query, expected]);
  });

  test.each([
    ["actor", "root"],
    ["action", "key.*.*"],
    ["action", "constructor"],
    ["action", "*"],
    ["subjectKind", "toaster"],
    ["subjectId", "junk"],
    ["from", "yesterday"],
    ["until", "1999-12-31T00:00:00Z"],
    ["search", "a%00"],
    ["network", "a".repeat(101)],
    ["limit", "101"],
    ["limit", "0"],
    ["after", "junk"],
  ])("refuses %s=%s and names it", async (param, value) => {
    const { status, text } = await get(await makeCaller(db), `?${param}=${value}`);
    expect([status, JSON.parse(text)]).toMatchObject([400, { error: "invalid_field", param }]);
  });
});

test("an entry tells who, what, before and after, from where, with its hashes", async () => {
  const { caller, userId, keyId } = await makeTrail();
  const { data } = await json(caller, "?action=key.updated");
  const entry = await json(caller, `/${data[0].id}`);
  expect(entry).toEqual(data[0]);
  expect(entry).toMatchObject({
    accountId: caller.accountId,
    sequence: 2,
    at: "2026-03-02T10:00:00.000Z",
    actorKind: "user",
    actorId: userId,
    actorName: "Ada 100%",
    subjectKind: "key",
    subjectId: keyId,
    before: { name: "=1+1" },
    after: { name: 'Say "hi", Ünal' },
    network: "203.0.113.7",
  });
});

/** The rule as the document tells it, written anew. */
function madeAgain({ hash: _, previousHash, ...entry }: Record<string, unknown>): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => [name, sorted(inner)]),
    );
  };
  const bytes = Buffer.concat([
    Buffer.from(String(previousHash), "hex"),
    Buffer.from(JSON.stringify(sorted(entry))),
  ]);
  return createHash("sha256").update(bytes).digest("hex");
}

describe("the export", () => {
  test("as JSON has every entry, oldest first, and who has it can make the chain again", async () => {
    const { caller } = await makeTrail();
    const { headers, text } = await get(caller, "/export?format=json");
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="audit-log-[\d-]{10}\.json"$/);
    const entries = JSON.parse(text);
    expect(entries.map(({ sequence }: Wire) => sequence)).toEqual([1, 2, 3, 4]);
    let previous = "0".repeat(64);
    for (const entry of entries) {
      expect(entry.previousHash).toBe(previous);
      expect(madeAgain(entry)).toBe(entry.hash);
      previous = entry.hash;
    }
    const head = await verifyChain({ db, accountId: caller.accountId });
    expect(head).toMatchObject({ whole: true, head: previous });
  });

  test("as CSV keeps a cell a cell, and runs nothing in a spreadsheet", async () => {
    const { caller } = await makeTrail();
    const { headers, text } = await get(caller, "/export?format=csv&action=key.*");
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const lines = text.split("\r\n");
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^sequence,at,actorKind,actorName,action,.*,previousHash,hash$/);
    expect(lines[1]).toContain(",Ada 100%,key.created,key,'=1+1,");
    expect(lines[2]).toContain('key.updated,key,"Say ""hi"", Ünal","{""name"":""=1+1""}"');
    expect(lines[4]).toBe("");
  });

  test("of nothing is an empty list, and a line of names", async () => {
    const caller = await makeCaller(db);
    expect((await get(caller, "/export")).text).toBe("[]\n");
    expect((await get(caller, "/export?format=csv")).text.split("\r\n")).toHaveLength(2);
  });

  test("of more than is read at once is whole", async () => {
    const { caller } = await makeTrail();
    const { accountId } = caller;
    await sql`
      insert into audit_entries
      select account_id, 4 + n, gen_random_uuid(), at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id,
        subject_name, before, after, network, user_agent, previous_hash, hash
      from audit_entries, generate_series(1, 2500) n where account_id = ${accountId} and sequence = 1`;
    const entries = JSON.parse((await get(caller, "/export")).text);
    expect(entries.map(({ sequence }: Wire) => sequence)).toEqual(
      Array.from({ length: 2504 }, (_, n) => n + 1),
    );
    expect((await get(caller, "/export?format=csv")).text.split("\r\n")).toHaveLength(2506);
  });
});

test("verifying says that the chain is whole, with its end, or where it breaks", async () => {
  const { caller } = await makeTrail();
  const { hash } = (await json(caller, "")).data[0];
  expect(await json(caller, "/verify")).toEqual({
    whole: true,
    entries: 4,
    head: hash,
    brokenAt: null,
    fault: null,
  });
  await db.update(auditEntries).set({ actorName: "Eve" }).where(eq(auditEntries.accountId, caller.accountId));
  expect(await json(caller, "/verify")).toMatchObject({
    whole: false,
    brokenAt: 1,
    fault: "is not as it was written",
  });
});
