import { expect, test } from "vitest";
import { appDatabase } from "@/lib/testing/app-database";
import { callEndpoint, makeCaller } from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { keyByIdEndpoints } from "./endpoints";

const { db } = await appDatabase();
const [, update] = keyByIdEndpoints as [Endpoint, Endpoint];

test("a guard is set with a word for every signal, taken back with null, and else refused by its name", async () => {
  const { secret, keyId: id } = await makeCaller(db);
  const change = (guard: unknown) => callEndpoint(update, { secret, id, body: JSON.stringify({ guard }) });
  const guard = { spend: "pause", model: "tell", network: "off", errors: "tell" };
  expect(await (await change(guard)).json()).toMatchObject({ id, guard });
  const { errors: _, ...partial } = guard;
  for (const wrong of [partial, {}, "pause", [], { ...guard, spend: "stop" }, { ...guard, size: "tell" }]) {
    const answer = await change(wrong);
    expect(answer.status).toBe(400);
    expect((await answer.json()).param).toMatch(/^guard/);
  }
  expect(await (await change(null)).json()).toMatchObject({ id, guard: null });
  await expectError(update, await callEndpoint(update, { secret, id, body: "{}" }), 400, "invalid_field");
});
