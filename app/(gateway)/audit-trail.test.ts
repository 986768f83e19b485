import { afterAll, expect, test } from "vitest";
import { makePayload } from "@/db/factories-payloads";
import { makeRequests } from "@/db/factories-requests";
import { type KeyId, newId, type RequestId, type SecretId } from "@/lib/core/ids";
import { type DocumentedOperation, documentedOperations } from "@/lib/testing/api-document";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { exampleRequest, sendTo } from "@/lib/testing/fuzz-requests";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { judgeOf, operationName } from "@/lib/testing/judged-operations";
import { EXAMPLE_SERVER, ownThing } from "@/lib/testing/own-thing";

const fake = await startFakeOpenAI();
const gateway = await startGatewayServer(fake.baseUrl);
const operations = await documentedOperations(gateway.url);
const server = { url: gateway.url, operations, providerUrl: fake.baseUrl };
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  expect(gateway.faults).toEqual([]);
});

const changing = operations.filter((operation) => judgeOf(operation) === "changing");

type Caller = Awaited<ReturnType<typeof gateway.makeCaller>>;
type Path = Record<string, string>;

/** Calls another operation on the same thing beforehand. */
const after =
  (name: string, body?: object) =>
  async (caller: Caller, path: Path): Promise<undefined> => {
    const operation = operations.find((one) => operationName(one) === name);
    if (operation === undefined) throw new Error(`There is no operation ${name}`);
    expect((await send(operation, caller, path, body)).status).toBeLessThan(300);
  };

/** A call in the log of the model that examples of prices name, as if its price had not been known. */
async function callWithoutPrice({ accountId, keyId }: Caller): Promise<void> {
  await makeRequests(gateway.db, { accountId, keyId: keyId as KeyId, secretId: newId<SecretId>() }, [
    { provider: "openai", modelUsed: "gpt-4o-mini", costNanoUsd: null, settlement: "unpriced" },
  ]);
}

/** A list to decide over, for a caller of the first account. */
async function proposal({ accountId }: Caller): Promise<object> {
  await gateway.sql`update accounts set created_at = (select min(created_at) from accounts) - interval '1 day' where id = ${accountId}`;
  const source = `genai-prices@${accountId}`;
  await gateway.sql`
    insert into price_lists (source, status, prices, problems) values (${source}, 'proposed', '{}', '[]')`;
  return { source };
}

/** What brings a thing into a state in which the operation changes it, and the body that does; else the example is sent. */
const PREPARED: Record<string, (caller: Caller, path: Path) => Promise<object | undefined>> = {
  "POST /v1/gates/{id}/rollback": async (caller, path) => {
    await after("PATCH /v1/gates/{id}", { model: "sandbox/other" })(caller, path);
    const [first] = await gateway.sql`
      select id from gate_versions where account_id = ${caller.accountId} and gate_id = ${path.id ?? ""} order by version`;
    return { historyId: first?.id };
  },
  "DELETE /v1/logs/{id}/payload": async (caller, { id }) => {
    await makePayload(gateway.db, caller, { requestId: id as RequestId });
    return undefined;
  },
  "DELETE /v1/payloads": async (caller) => {
    await makePayload(gateway.db, caller);
    return undefined;
  },
  "POST /v1/gates/import": async () => ({ yaml: "gates:\n  - name: support\n    model: sandbox/echo\n" }),
  "POST /v1/keys/bulk": async ({ keyId }) => ({ action: "addTags", ids: [keyId], tags: ["team"] }),
  "PATCH /v1/keys/{id}/secrets/{secretId}": after("POST /v1/keys/{id}/rotate"),
  "DELETE /v1/keys/{id}/secrets/{secretId}": after("POST /v1/keys/{id}/rotate"),
  "POST /v1/keys/{id}/restore": after("DELETE /v1/keys/{id}"),
  "POST /v1/prices/{id}/book": async (caller, path) => {
    await gateway.sql`update price_overrides set effective_from = '2026-01-01' where id = ${path.id ?? ""}`;
    await callWithoutPrice(caller);
    return undefined;
  },
  "POST /v1/prices/list/book": async (caller) => {
    await callWithoutPrice(caller);
    return undefined;
  },
  "POST /v1/prices/proposals/accept": proposal,
  "POST /v1/prices/proposals/decline": proposal,
  "POST /v1/keys/{id}/leak-resolution": after("POST /v1/keys/{id}/leak"),
  "PUT /v1/spending/enforcement": after("PUT /v1/spending/limit"),
  "POST /v1/spending/reset": after("PUT /v1/spending/limit"),
};

const entriesOf = ({ accountId }: Caller) =>
  gateway.sql`
    select actor_kind, actor_id, network, user_agent, entry::text as text
    from audit_entries entry where account_id = ${accountId} order by sequence`;

function send(operation: DocumentedOperation, caller: Caller, path: Path, given?: object) {
  const { body, ...sent } = exampleRequest(operation, path);
  const example = typeof body === "string" ? { body: body.replaceAll(EXAMPLE_SERVER, fake.baseUrl) } : {};
  const own = given === undefined ? example : { body: JSON.stringify(given) };
  return sendTo(gateway.url, operation, { ...sent, ...own }, caller.authorization);
}

test("there are operations that change something", () => {
  expect(changing.length).toBeGreaterThan(10);
});

test.each(changing.map((operation) => ({ name: operationName(operation), operation })))(
  "$name is in the trail: by which key, from where, without a secret",
  async ({ name, operation }) => {
    const caller = await gateway.makeCaller("sandbox/echo");
    const path = await ownThing(server, operation, caller.authorization);
    const body = await PREPARED[name]?.(caller, path);
    const before = await entriesOf(caller);
    const answer = await send(operation, caller, path, body);
    expect([answer.status, answer.ok ? "" : await answer.clone().text()]).toEqual([answer.status, ""]);
    expect(await operation.breachOf(answer)).toBeNull();
    const added = (await entriesOf(caller)).slice(before.length);
    expect(added.length).toBeGreaterThanOrEqual(1);
    for (const { text, ...entry } of added) {
      expect(entry).toMatchObject({ actor_kind: "key", actor_id: caller.keyId, user_agent: "node" });
      expect(entry.network).toMatch(/^(::ffff:)?127\.0\.0\.1$/);
      expect(text).not.toContain(caller.secret);
    }
  },
);
