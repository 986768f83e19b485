import { APIError, AuthenticationError, BadRequestError, NotFoundError, RateLimitError } from "openai";
import { newSecret } from "@/db/factories";
import { clientFor, expect, test } from "../fixtures/gateway";

const messages = [{ role: "user" as const, content: "one two three" }];

test("the official client gets an answer by baseURL alone", async ({ openai }) => {
  const { data, response } = await openai.chat.completions
    .create({ model: "default", messages })
    .withResponse();
  expect(data.choices[0]?.message.content).toContain("one two three");
  expect(data.usage?.total_tokens).toBeGreaterThan(3);
  expect(response.headers.get("x-layer-cost-usd")).toMatch(/^0\.\d+$/);
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("each piece of a stream reaches the client before the next one is made", async ({
  openai,
  provider,
}) => {
  const answering = openai.chat.completions.create({
    model: "fake-stepwise",
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  const request = await provider.received(0);
  request.release(2);
  const stream = (await answering)[Symbol.asyncIterator]();
  expect((await stream.next()).value?.choices[0]?.delta.role).toBe("assistant");
  expect((await stream.next()).value?.choices[0]?.delta.content).toBe("You ");
  request.release();
  const rest = [];
  for (let step = await stream.next(); !step.done; step = await stream.next()) rest.push(step.value);
  expect(rest.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")).toBe("said: one two three");
  expect(rest.at(-1)?.choices).toEqual([]);
  expect(rest.at(-1)?.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 5 });
});

test("a stream is counted even when the client did not ask for its usage", async ({
  openai,
  caller,
  ledger,
}) => {
  const stream = await openai.chat.completions.create({ model: "gpt-4o-mini", messages, stream: true });
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  expect(chunks.every((chunk) => chunk.choices.length === 1)).toBe(true);
  const rows = await ledger.sql`select * from requests where key_id = ${caller.keyId}`;
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ streamed: true, input_tokens: 3n, output_tokens: 5n, settlement: "final" });
});

test("an abort reaches the provider, and what had been produced is recorded", async ({
  openai,
  provider,
  caller,
  ledger,
}) => {
  const answering = openai.chat.completions.create({ model: "fake-stepwise", messages, stream: true });
  const request = await provider.received(0);
  request.release(3);
  const stream = await answering;
  const chunks = stream[Symbol.asyncIterator]();
  for (let at = 0; at < 3; at += 1) await chunks.next();
  stream.controller.abort();
  await request.clientGone;
  await expect
    .poll(
      () => ledger.sql`select status, settlement, output_tokens from requests where key_id = ${caller.keyId}`,
    )
    .toEqual([{ status: 499, settlement: "interrupted", output_tokens: expect.any(BigInt) }]);
});

test("the list of models names the sandbox and what the provider offers", async ({ openai }) => {
  const ids = [];
  for await (const model of openai.models.list()) ids.push(model.id);
  expect(ids).toContain("sandbox/echo");
  expect(ids.some((id) => id.endsWith("gpt-4o-mini"))).toBe(true);
});

test("one gate or model is found by its name, slashes included, and an unknown one is a 404", async ({
  openai,
}) => {
  for (const id of ["default", "sandbox/echo", "openai/gpt-4o-mini", "gpt-4o-mini"]) {
    expect((await openai.models.retrieve(id)).id).toBe(id);
  }
  const error = await openai.models.retrieve("openai/no-such-model").catch((thrown: unknown) => thrown);
  expect((error as APIError).status).toBe(404);
  expect((error as APIError).code).toBe("model_not_found");
});

test("a wrong key raises AuthenticationError and says which way it is wrong", async ({ app, caller }) => {
  const { secret } = caller;
  const wrong: Array<[string, string]> = [
    [newSecret(), "key_unknown"],
    [secret.slice(0, 58), "key_wrong_length"],
    [`${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}`, "key_mistyped"],
    ["not-a-key", "key_malformed"],
  ];
  for (const [sent, code] of wrong) {
    const answer = clientFor(app, sent).chat.completions.create({ model: "default", messages });
    const error = await answer.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AuthenticationError);
    expect((error as APIError).code).toBe(code);
    expect((error as APIError).message).not.toContain(sent);
  }
});

test("no header, another scheme and blanks each have a 401 of their own", async ({ app, caller }) => {
  const ask = (headers: Record<string, string>) =>
    fetch(`${app.url}/v1/chat/completions`, { method: "POST", headers, body: JSON.stringify({ messages }) });
  const wrong: Array<[Record<string, string>, string]> = [
    [{}, "key_missing"],
    [{ authorization: `Basic ${caller.secret}` }, "key_wrong_scheme"],
    [{ authorization: `Bearer ${caller.secret.slice(0, 30)} ${caller.secret.slice(30)}` }, "key_has_blanks"],
  ];
  for (const [headers, code] of wrong) {
    const response = await ask(headers);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
    expect((await response.json()).error).toMatchObject({ code, message: expect.any(String) });
  }
  expect((await ask({ "x-api-key": caller.secret })).status).toBe(200);
});

test("an unknown model raises NotFoundError, a wrong body BadRequestError", async ({ openai }) => {
  const unknown = openai.chat.completions.create({ model: "no-such-model", messages });
  await expect(unknown).rejects.toBeInstanceOf(NotFoundError);
  const empty = openai.chat.completions.create({ model: "default", messages: [] });
  await expect(empty).rejects.toBeInstanceOf(BadRequestError);
});

test("fields we do not know reach the provider and come back", async ({ openai, provider }) => {
  const unknown = {
    model: "gpt-4o-mini",
    messages,
    service_tier: "flex",
    vendor_field: { deep: [1, 2.5, "ü"] },
  };
  const answer = await openai.chat.completions.create(unknown as never);
  expect(provider.requests[0]?.ask).toMatchObject({
    service_tier: "flex",
    vendor_field: { deep: [1, 2.5, "ü"] },
  });
  expect(answer).toMatchObject({ echo: { vendor_field: { deep: [1, 2.5, "ü"] } } });
});

test("what the provider refuses reaches the client as its own error, what it breaks as 502", async ({
  openai,
}) => {
  const ask = (model: string, stream = false) =>
    openai.chat.completions.create({ model, messages, stream }).catch((thrown: unknown) => thrown);
  expect(await ask("fake-400")).toBeInstanceOf(BadRequestError);
  const limited = await ask("fake-429");
  expect(limited).toBeInstanceOf(RateLimitError);
  expect((limited as APIError).headers?.get("retry-after")).toBe("7");
  for (const model of ["fake-401", "fake-500", "fake-reset", "fake-html", "fake-garbage"]) {
    const broken = await ask(model);
    expect(broken, model).toBeInstanceOf(APIError);
    expect((broken as APIError).status, model).toBeGreaterThanOrEqual(502);
  }
  expect(await ask("gpt-4o-mini")).toMatchObject({ object: "chat.completion" });
});

test("a stream that breaks ends in an error, never as if it were whole", async ({ app, caller }) => {
  const ask = (model: string) =>
    fetch(`${app.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${caller.secret}` },
      body: JSON.stringify({ model, messages, stream: true }),
    });
  for (const model of ["fake-reset-late", "fake-garbage"]) {
    const response = await ask(model);
    expect(response.headers.get("content-type"), model).toContain("text/event-stream");
    const events = (await response.text()).trimEnd().split("\n\n");
    const last = JSON.parse(events.at(-1)?.replace("data: ", "") ?? "");
    expect(last.error, model).toMatchObject({ type: "server_error", message: expect.any(String) });
    expect(events, model).not.toContain("data: [DONE]");
  }
  expect((await ask("fake-html")).status).toBe(502);
});
