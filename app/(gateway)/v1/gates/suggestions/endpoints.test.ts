import { afterAll, describe, expect, test } from "vitest";
import { makeGate } from "@/db/factories";
import type { GateSettings } from "@/lib/core/gate-settings";
import { setPrice } from "@/lib/prices/set-price";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import {
  callEndpoint,
  callOver,
  endpointSuite,
  makeCaller,
  type TestCaller,
} from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { gateSuggestionEndpoints } from "../[id]/suggestions/endpoints";
import { suggestionEndpoints } from "./endpoints";

const { db } = await appDatabase();
const server = await startApiServer();
afterAll(server.end);

const [suggest] = suggestionEndpoints as [Endpoint];
const [suggestForGate] = gateSuggestionEndpoints as [Endpoint];
const newGate = ({ accountId }: TestCaller, settings: Partial<GateSettings>, name = "support") =>
  makeGate(db, { accountId, name, isDefault: false, settings });
const ownId = async (caller: TestCaller) =>
  (await newGate(caller, { description: "Answer customers" }, `gate ${caller.keyId}`)).gateId;

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  endpointSuite(suggest, { db, call });
  endpointSuite(suggestForGate, { db, ownId, call });
});

const ask = (secret: string, body: object) => callEndpoint(suggest, { secret, body: JSON.stringify(body) });
const of = (caller: TestCaller, id: string) => callEndpoint(suggestForGate, { secret: caller.secret, id });

test("the same question has the same answer, with two or three alternatives and its arithmetic", async () => {
  const { secret } = await makeCaller(db);
  const [first, second] = await Promise.all(
    [1, 2].map(() => ask(secret, { description: "Answer customers" })),
  );
  const suggestion = await first?.json();
  expect(suggestion).toEqual(await second?.json());
  expect(suggestion.taskType).toBe("chat");
  expect([2, 3]).toContain(suggestion.alternatives.length);
  expect(suggestion.alternatives).not.toContain(suggestion.primary);
  expect(suggestion.reasoning).toMatch(/\d × \d.* = 0\.\d{4}\./);
});

test("weights are numbers or text, and count by their proportion", async () => {
  const { secret } = await makeCaller(db);
  const description = "Answer customers";
  const weights = { costWeight: 0, latencyWeight: 0, qualityWeight: 1 };
  const best = await (await ask(secret, { description, ...weights })).json();
  expect(best.scores[0].capability).toBe(1);
  const asText = { costWeight: "0", latencyWeight: "0", qualityWeight: "0.5" };
  expect(await (await ask(secret, { description, ...asText })).json()).toEqual(best);
});

test("prices of the account's own are what is compared", async () => {
  const { accountId, secret } = await makeCaller(db);
  const body = { description: "Answer customers", costWeight: 1, latencyWeight: 0, qualityWeight: 0 };
  const free = {
    provider: "anthropic",
    model: "claude-opus-5-5",
    inputUsdPerMillion: "0",
    outputUsdPerMillion: "0",
  };
  await setPrice(testContext(db, accountId), free);
  expect((await (await ask(secret, body)).json()).primary).toBe("claude-opus-5-5");
  const { secret: other } = await makeCaller(db);
  expect((await (await ask(other, body)).json()).primary).not.toBe("claude-opus-5-5");
});

test.each([
  ["description", {}],
  ["description", { description: "  " }],
  ["description", { description: 7 }],
  ["description", { description: "a".repeat(2_001) }],
  ["costWeight", { description: "x", costWeight: 1.1 }],
  ["latencyWeight", { description: "x", latencyWeight: "-1" }],
  ["qualityWeight", { description: "x", qualityWeight: "much" }],
  ["taskType", { description: "x", taskType: "poetry" }],
  ["availableProviders", { description: "x", availableProviders: [] }],
  ["availableProviders", { description: "x", availableProviders: "openai" }],
  ["availableProviders", { description: "x", availableProviders: ["nobody"] }],
])("a wrong %s is refused by its name: %j", async (param, body) => {
  const answer = await ask((await makeCaller(db)).secret, body);
  expect((await expectError(suggest, answer, 400, "invalid_field")).param).toBe(param);
});

describe("the suggestion for a gate", () => {
  test("is that for its description and weights, by id and by name", async () => {
    const caller = await makeCaller(db);
    const weights = { costWeight: 0.1, latencyWeight: 0.1, qualityWeight: 0.8 };
    const { gateId } = await newGate(caller, { description: "Answer customers", ...weights }, "support / eu");
    const expected = await (await ask(caller.secret, { description: "Answer customers", ...weights })).json();
    expect(await (await of(caller, gateId)).json()).toEqual(expected);
    expect(await (await of(caller, "support / eu")).json()).toEqual(expected);
    const over = await callOver(server.url)(suggestForGate, { secret: caller.secret, id: "support / eu" });
    expect(await over.json()).toEqual(expected);
  });

  test("keeps to the gate's task when it has one of its own", async () => {
    const caller = await makeCaller(db);
    const described = await newGate(caller, { description: "Transcribe calls" }, "described");
    expect(await (await of(caller, described.gateId)).json()).toMatchObject({ taskType: "stt" });
    const set = await newGate(caller, { description: "Transcribe calls", taskType: "embeddings" }, "set");
    expect(await (await of(caller, set.gateId)).json()).toMatchObject({ taskType: "embeddings" });
  });

  test.each([null, "", "  "])("is refused while the gate's description is %j", async (description) => {
    const caller = await makeCaller(db);
    const { gateId } = await newGate(caller, { description });
    const body = await expectError(suggestForGate, await of(caller, gateId), 400, "invalid_field");
    expect(body.param).toBe("description");
  });
});
