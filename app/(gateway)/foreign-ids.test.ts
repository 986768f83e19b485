import { afterAll, describe, expect, test } from "vitest";
import type { AccountId } from "@/lib/core/ids";
import { type DocumentedOperation, documentedOperations } from "@/lib/testing/api-document";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { exampleRequest, sendTo } from "@/lib/testing/fuzz-requests";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { ownThing } from "@/lib/testing/own-thing";

const fake = await startFakeOpenAI();
const gateway = await startGatewayServer(fake.baseUrl);
const operations = await documentedOperations(gateway.url);
const server = { url: gateway.url, operations, providerUrl: fake.baseUrl };
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  expect(gateway.faults).toEqual([]);
});

type Caller = Awaited<ReturnType<typeof gateway.makeCaller>>;

/** Members of bodies and of queries that name a thing of an account. */
const NAMES_A_GATE = ["gate", "gate_id", "gateId"];
const NAMES_A_VERSION = "historyId";
/** Models are everybody's. */
const SHARED = /^\/v1\/models\//;

const withPath = operations.filter(({ path }) => path.includes("{") && !SHARED.test(path));
const titled = (list: DocumentedOperation[]) =>
  list.map((operation) => ({ name: `${operation.method} ${operation.path}`, operation }));

/** All that the ledger has of an account, but for when its keys were used. */
async function everythingOf(accountId: AccountId): Promise<string[]> {
  const tables = await gateway.sql`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where a.attname = 'account_id' and c.relkind in ('r', 'p') and not c.relispartition
      and c.relnamespace = 'public'::regnamespace order by 1`;
  expect(tables.length).toBeGreaterThan(5);
  const rows = await Promise.all(
    tables.map(
      ({ name }) =>
        gateway.sql`select ${name} || t::text as row from ${gateway.sql(name)} t where account_id = ${accountId}`,
    ),
  );
  return rows
    .flat()
    .map(({ row }) => row)
    .sort();
}

async function attackerAndVictim(): Promise<[Caller, Caller]> {
  return [await gateway.makeCaller("sandbox/echo"), await gateway.makeCaller("sandbox/echo")];
}

test("the document has the operations that this file is about", () => {
  expect(withPath.length).toBeGreaterThan(15);
});

describe.each(titled(withPath))("$name", ({ operation }) => {
  test("another account's id in the path is 404, and its owner notices nothing", async () => {
    const [attacker, victim] = await attackerAndVictim();
    const path = await ownThing(server, operation, victim.authorization);
    const before = await everythingOf(victim.accountId);
    const answer = await sendTo(
      gateway.url,
      operation,
      exampleRequest(operation, path),
      attacker.authorization,
    );
    expect(answer.status).toBe(404);
    const text = await answer.clone().text();
    expect(text).not.toContain(victim.accountId);
    expect(await operation.breachOf(answer)).toBeNull();
    expect(await everythingOf(victim.accountId)).toEqual(before);
  });
});

const namesGates = operations.flatMap((operation) =>
  Object.entries(operation.body?.schema.properties ?? {})
    .filter(([field, { type }]) => NAMES_A_GATE.includes(field) && type === "string")
    .map(([field]) => ({ name: `${operation.method} ${operation.path} ${field}`, operation, field })),
);

describe.each(namesGates)("$name", ({ operation, field }) => {
  test("another account's gate in the body is 404, and its owner notices nothing", async () => {
    const [attacker, victim] = await attackerAndVictim();
    const before = await everythingOf(victim.accountId);
    const { body, ...sent } = exampleRequest(operation, {});
    const { gate, gateId, gate_id, ...rest } = (operation.body?.example ?? {}) as Record<string, unknown>;
    const foreign = { ...rest, [field]: victim.gateId };
    const answer = await sendTo(
      gateway.url,
      operation,
      { ...sent, body: body instanceof FormData ? formOf(foreign) : JSON.stringify(foreign) },
      attacker.authorization,
    );
    expect([answer.status, (await answer.clone().text()).includes(victim.accountId)]).toEqual([404, false]);
    expect(await operation.breachOf(answer)).toBeNull();
    expect(await everythingOf(victim.accountId)).toEqual(before);
  });
});

function formOf(fields: Record<string, unknown>): FormData {
  const form = new FormData();
  form.append("file", new Blob(["x"]), "a.wav");
  for (const [name, value] of Object.entries(fields)) if (name !== "file") form.append(name, String(value));
  return form;
}

const takesVersions = operations.filter(({ body }) => NAMES_A_VERSION in (body?.schema.properties ?? {}));

test.each(titled(takesVersions))(
  "$name: another account's version is 404 for a gate of one's own",
  async ({ operation }) => {
    const [attacker, victim] = await attackerAndVictim();
    const [version] = await gateway.sql`select id from gate_versions where account_id = ${victim.accountId}`;
    const before = await everythingOf(victim.accountId);
    const path = await ownThing(server, operation, attacker.authorization);
    const body = JSON.stringify({ [NAMES_A_VERSION]: version?.id });
    const answer = await sendTo(gateway.url, operation, { what: "", path, body }, attacker.authorization);
    expect(answer.status).toBe(404);
    expect(await everythingOf(victim.accountId)).toEqual(before);
  },
);

const lists = operations.filter(({ method, parameters }) => method === "GET" && parameters.some(isCursor));

test.each(titled(lists))(
  "$name: another account's place in a list shows nothing of it",
  async ({ operation }) => {
    const [attacker, victim] = await attackerAndVictim();
    const [cursor] = operation.parameters.filter(isCursor);
    const path = await ownThing(server, operation, attacker.authorization);
    for (const id of [victim.gateId, victim.keyId]) {
      const sent = { what: "", path, query: `${cursor?.name}=${id}` };
      const answer = await sendTo(gateway.url, operation, sent, attacker.authorization);
      const text = await answer.clone().text();
      for (const foreign of [victim.accountId, victim.gateId, victim.keyId]) {
        expect(text.replaceAll(id, "")).not.toContain(foreign);
      }
      expect(await operation.breachOf(answer)).toBeNull();
    }
  },
);

function isCursor({ name, in: place }: { name: string; in: string }): boolean {
  return place === "query" && (name === "after" || name === "before");
}
