import type { ServerResponse } from "node:http";
import { afterAll, expect, test } from "vitest";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";

const [openai, anthropic, google, mistral] = [
  await startRawProvider(),
  await startRawProvider(),
  await startRawProvider(),
  await startRawProvider(),
];
const gateway = await startGatewayServer(openai.baseUrl, {
  LAYER_PLATFORM_ANTHROPIC_API_KEY: "anthropic-key-123456",
  LAYER_PLATFORM_ANTHROPIC_BASE_URL: anthropic.baseUrl,
  LAYER_PLATFORM_GOOGLE_API_KEY: "google-key-123456",
  LAYER_PLATFORM_GOOGLE_BASE_URL: google.baseUrl,
  LAYER_PLATFORM_MISTRAL_API_KEY: "mistral-key-123456",
  LAYER_PLATFORM_MISTRAL_BASE_URL: mistral.baseUrl,
});
const { post, makeCaller, rowsOf, sql } = gateway;
afterAll(async () => {
  await gateway.stop();
  for (const server of [openai, anthropic, google, mistral]) await server.stop();
  expect(gateway.faults).toEqual([]);
});

/** Counts that cannot be true, as the provider writes them, and how the row tells them; null is a count that is left out. */
const UNTRUE: ReadonlyArray<[written: string | null, told: string]> = [
  ["-1", "NAME as -1"],
  ["1.5", "NAME as 1.5"],
  ["NaN", "NAME as NaN"],
  ["Infinity", "NAME as Infinity"],
  ["-Infinity", "NAME as -Infinity"],
  ['"12"', 'NAME as the text "12"'],
  ["null", "NAME as null"],
  ["true", "NAME as true"],
  ["{}", "NAME as an object"],
  ["2147483648", "NAME as 2147483648"],
  ["9007199254740992", "NAME as 9007199254740992"],
  ["9223372036854775808", "NAME as 9223372036854776000"],
  ["1e300", "NAME as 1e+300"],
  ["1e999", "NAME as Infinity"],
  [null, "no NAME"],
];

const sse = (...events: string[]) => events.map((data) => `data: ${data}\n\n`).join("");
const message = [{ role: "user", content: "hello" }];
const CHAT = { messages: message };
const MESSAGES = { messages: message, max_tokens: 50 };
const THOUGHT = '"completion_tokens_details":{"reasoning_tokens":0}';
const delta = '{"choices":[{"index":0,"delta":{"content":"Hello there"},"finish_reason":"stop"}]}';
const start = '{"type":"message_start","message":{"id":"m","usage":{"input_tokens":9,"output_tokens":1}}}';
const block = '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello there"}}';

type Case = {
  what: string;
  model?: string;
  path?: string;
  ask: object;
  server?: typeof openai;
  /** The count that cannot be true, with the object of details that it stands in. */
  name: string;
  /** The provider's answer around the member that says it. */
  says: (member: string) => string;
  /** Formats whose bytes tell no tokens: the cost is unknown then. */
  unmeasured?: true;
  task?: "embeddings" | "image";
  /** Counts that may be left out. */
  optional?: true;
};

const CASES: readonly Case[] = [
  {
    what: "a chat completion",
    ask: CHAT,
    name: "completion_tokens",
    says: (member) => `{"id":"x","choices":[],"usage":{"prompt_tokens":9${member},${THOUGHT}}}`,
  },
  {
    what: "a streamed chat completion",
    ask: { ...CHAT, stream: true },
    name: "prompt_tokens",
    says: (member) => sse(delta, `{"choices":[],"usage":{"completion_tokens":3${member}}}`, "[DONE]"),
  },
  {
    what: "the native chat",
    path: "/v3/chat",
    ask: { model: "default", data: { messages: message } },
    name: "completion_tokens",
    says: (member) => `{"id":"x","choices":[],"usage":{"prompt_tokens":9${member}}}`,
  },
  {
    what: "a message",
    model: "claude-haiku-4-5",
    path: "/v1/messages",
    server: anthropic,
    ask: MESSAGES,
    name: "output_tokens",
    says: (member) => `{"type":"message","content":[],"usage":{"input_tokens":9${member}}}`,
  },
  {
    what: "a streamed message",
    model: "claude-haiku-4-5",
    path: "/v1/messages",
    server: anthropic,
    ask: { ...MESSAGES, stream: true },
    name: "input_tokens",
    says: (member) =>
      sse(
        start.replace('"input_tokens":9,', member === "" ? "" : `${member.slice(1)},`),
        block,
        '{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}',
        '{"type":"message_stop"}',
      ),
  },
  {
    what: "a response",
    path: "/v1/responses",
    ask: { input: "hello" },
    name: "output_tokens",
    says: (member) => `{"id":"r","output":[],"usage":{"input_tokens":9${member}}}`,
  },
  {
    what: "a streamed response",
    path: "/v1/responses",
    ask: { input: "hello", stream: true },
    name: "input_tokens",
    says: (member) =>
      sse(
        '{"type":"response.output_text.delta","delta":"Hello there"}',
        `{"type":"response.completed","response":{"usage":{"output_tokens":3${member}}}}`,
      ),
  },
  {
    what: "a picture",
    model: "gpt-image-1",
    path: "/v1/images/generations",
    task: "image",
    ask: { prompt: "a cat" },
    unmeasured: true,
    name: "output_tokens",
    says: (member) => `{"data":[],"usage":{"input_tokens":9${member}}}`,
  },
  ...["prompt_tokens_details", "completion_tokens_details"].flatMap((details): Case[] => {
    const sound = { model: "gpt-audio", name: `${details}.audio_tokens`, optional: true } as const;
    const usage = (member: string) =>
      `"usage":{"prompt_tokens":9,"completion_tokens":9,"${details}":{"text_tokens":4${member}}}`;
    return [
      {
        ...sound,
        what: `a chat completion with sound in its ${details}`,
        ask: CHAT,
        says: (member) => `{"id":"x","choices":[],${usage(member)}}`,
      },
      {
        ...sound,
        what: `a streamed chat completion with sound in its ${details}`,
        ask: { ...CHAT, stream: true },
        says: (member) => sse(delta, `{"choices":[],${usage(member)}}`, "[DONE]"),
      },
    ];
  }),
];

function answerOf({ ask }: Case, text: string) {
  const type = "stream" in ask ? "text/event-stream" : "application/json";
  return (_request: unknown, response: ServerResponse) =>
    response.writeHead(200, { "content-type": type }).end(text);
}

const memberOf = (name: string, written: string | null) =>
  written === null ? "" : `,"${name.split(".").at(-1)}":${written}`;

test.each(CASES)(
  "$what is answered whatever it says it used, and its row says what cannot be true",
  async (told) => {
    const { path = "/v1/chat/completions", server = openai, name, model = "gpt-4o-mini", task } = told;
    const caller = await makeCaller(model, task === undefined ? {} : { taskType: task });
    const headersOf = (answer: Response) =>
      [...answer.headers.keys()].filter((header) => header.startsWith("x-layer")).sort();
    const sound = told.says(memberOf(name, "5"));
    server.answer = answerOf(told, sound);
    const right = await post(path, caller.authorization, told.ask);
    const headers = headersOf(right);
    const whole = await right.text();

    const untrue = UNTRUE.filter(
      ([written]) => told.optional !== true || (written !== null && written !== "null"),
    );
    for (const [written, words] of untrue) {
      const text = told.says(memberOf(name, written));
      server.answer = answerOf(told, text);
      const answer = await post(path, caller.authorization, told.ask);
      expect(answer.status).toBe(200);
      const body = await answer.text();
      // Bytes pass as they are; what is left out of a stream is the same as ever.
      if (path.startsWith("/v1") && whole === sound) expect(body).toBe(text);
      if (path.startsWith("/v3")) expect(JSON.parse(body).cost_nano_usd).toMatch(/^[1-9]\d*$/);
      if (told.unmeasured === undefined) expect(headersOf(answer)).toEqual(headers);
      const [row] = await sql`
      select usage_note, settlement, status, error_code, cost_nano_usd, input_tokens, output_tokens
      from requests where key_id = ${caller.keyId} order by id desc limit 1`;
      const rest =
        told.unmeasured === true ? "what was used is not known." : "tokens were estimated from what passed.";
      expect(row?.usage_note).toBe(`The provider reported ${words.replace("NAME", name)}; ${rest}`);
      expect(row).toMatchObject({
        settlement: told.unmeasured === true ? "unpriced" : "estimated",
        status: 200,
        error_code: null,
      });
      if (told.unmeasured === undefined) expect(row?.cost_nano_usd).toBeGreaterThan(0n);
      else expect(row?.cost_nano_usd).toBeNull();
    }
    expect(await hoursOf(caller.keyId)).toEqual(await rowSums(caller.keyId));
    expect((await rowsOf(caller.keyId)).length).toBe(untrue.length + 1);
  },
);

test("embeddings that tell no count they can have are answered, at an unknown cost", async () => {
  const caller = await makeCaller("text-embedding-3-small", { taskType: "embeddings" });
  for (const written of ["-1", "1.5", "NaN", "9007199254740992"]) {
    const text = `{"data":[],"usage":{"prompt_tokens":${written}}}`;
    openai.answer = (_request, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(text);
    const answer = await post("/v1/embeddings", caller.authorization, { input: "hello" });
    expect([answer.status, await answer.text()]).toEqual([200, text]);
  }
  const rows = await rowsOf(caller.keyId);
  expect(rows.map(({ usageNote, settlement, costNanoUsd }) => [usageNote, settlement, costNanoUsd])).toEqual(
    ["-1", "1.5", "NaN", "9007199254740992"].map((written) => [
      `The provider reported prompt_tokens as ${written}; what was used is not known.`,
      "unpriced",
      null,
    ]),
  );
});

test.each([false, true])(
  "what another kind of provider counts wrong is told too, streamed: %s",
  async (stream) => {
    const caller = await makeCaller("gemini-2.5-flash");
    for (const written of ["-1", "1.5", "2147483648", "9007199254740992", "1e300"]) {
      const usage = `{"promptTokenCount":9,"candidatesTokenCount":${written}}`;
      const part = '{"content":{"parts":[{"text":"Hello there"}],"role":"model"},"finishReason":"STOP"}';
      const text = `{"candidates":[${part}],"usageMetadata":${usage}}`;
      google.answer = (_request, response) =>
        response
          .writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" })
          .end(stream ? `data: ${text}\r\n\r\n` : text);
      const answer = await post("/v1/chat/completions", caller.authorization, { ...CHAT, stream });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain("Hello there");
      const row = (await rowsOf(caller.keyId)).at(-1);
      expect(row).toMatchObject({ settlement: "estimated", errorCode: null });
      expect(row?.usageNote).toBe(
        `The provider reported completion_tokens as ${Number(written)}; tokens were estimated from what passed.`,
      );
    }
  },
);

const chatted = (usage: string, choice: object) =>
  `{"id":"x","object":"chat.completion","created":1,"model":"m","choices":[${JSON.stringify({ index: 0, finish_reason: "stop", ...choice })}],${usage}}`;
const chatUsage = (count: string) =>
  `"usage":{"prompt_tokens":9,"total_tokens":12,"completion_tokens":${count}}`;
const geminiAnswer = (count: string) =>
  `{"candidates":[{"content":{"parts":[{"text":"Hello there"}],"role":"model"},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":${count}}}`;
const HELLO = { role: "assistant", content: "Hello there" };

/** Providers that are asked in other words than their client's: whole, and streamed. */
const TRANSLATED = [
  {
    model: "gemini-2.5-flash",
    server: google,
    path: "/v1/chat/completions",
    name: "candidatesTokenCount",
    whole: geminiAnswer,
    streamed: (count: string) => sse(geminiAnswer(count)),
  },
  {
    model: "claude-haiku-4-5",
    server: anthropic,
    path: "/v1/chat/completions",
    name: "output_tokens",
    whole: (count: string) =>
      `{"type":"message","id":"m","model":"m","role":"assistant","content":[{"type":"text","text":"Hello there"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":${count}}}`,
    streamed: (count: string) =>
      sse(
        start.replace('"id":"m",', '"id":"m","type":"message","role":"assistant","model":"m","content":[],'),
        '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}',
        block,
        '{"type":"content_block_stop","index":0}',
        `{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":${count}}}`,
        '{"type":"message_stop"}',
      ),
  },
  ...[
    { model: "mistral/mistral-small-latest", server: mistral, path: "/v1/chat/completions" },
    { model: "gpt-4o-mini", server: openai, path: "/v1/messages" },
  ].map((asked) => ({
    ...asked,
    name: "completion_tokens",
    whole: (count: string) => chatted(chatUsage(count), { message: HELLO }),
    streamed: (count: string) => sse(chatted(chatUsage(count), { delta: HELLO }), "[DONE]"),
  })),
];
const NO_NUMBERS = UNTRUE.filter(([written]) => written !== null && !/^-?\d[\d.]*$|^1e300$/.test(written));

test.each(
  TRANSLATED.flatMap((told) => [
    { ...told, stream: false },
    { ...told, stream: true },
  ]),
)(
  "what $model reports as no number is told too, asked at $path, streamed: $stream",
  async ({ model, server, path, name, whole, streamed, stream }) => {
    const caller = await makeCaller(model);
    // Google says nothing or null for no tokens at all.
    const untrue = NO_NUMBERS.filter(([written]) => written !== "null" || server !== google);
    for (const [written, words] of untrue) {
      server.answer = (_request, response) =>
        response
          .writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" })
          .end(stream ? streamed(written ?? "") : whole(written ?? ""));
      const answer = await post(path, caller.authorization, { ...MESSAGES, stream });
      const body = await answer.text();
      expect([answer.status, body]).toEqual([200, expect.stringContaining("Hello there")]);
      expect(body).not.toContain('"error"');
      const row = (await rowsOf(caller.keyId)).at(-1);
      expect(row).toMatchObject({ status: 200, settlement: "estimated", errorCode: null });
      expect(row?.costNanoUsd).toBeGreaterThan(0n);
      expect(row?.usageNote).toBe(
        `The provider reported ${words.replace("NAME", name)}; tokens were estimated from what passed.`,
      );
    }
    expect(await hoursOf(caller.keyId)).toEqual(await rowSums(caller.keyId));
    expect((await rowsOf(caller.keyId)).length).toBe(untrue.length);
  },
);

test.each(TRANSLATED)(
  "what $model leaves out of the report of a whole answer is told too, asked at $path",
  async ({ model, server, path, name, whole }) => {
    const caller = await makeCaller(model);
    const without = [[whole("3").replace(/,"usage(Metadata)?":\{[^}]*\}/, ""), "no usage"]];
    if (server !== google) without.push([whole("3").replace(`,"${name}":3`, ""), `no ${name}`]);
    for (const [text, words] of without) {
      expect(text).not.toBe(whole("3"));
      server.answer = (_request, response) =>
        response.writeHead(200, { "content-type": "application/json" }).end(text);
      const answer = await post(path, caller.authorization, MESSAGES);
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("Hello there")]);
      const row = (await rowsOf(caller.keyId)).at(-1);
      expect(row).toMatchObject({ status: 200, settlement: "estimated", errorCode: null });
      expect(row?.usageNote).toBe(`The provider reported ${words}; tokens were estimated from what passed.`);
    }
  },
);

test("one report that cannot be true does not replace one that can, and both are told", async () => {
  const caller = await makeCaller();
  const good = '{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3}}';
  const bad = '{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":-3}}';
  for (const reports of [
    [good, bad],
    [bad, good],
  ]) {
    openai.answer = (_request, response) =>
      response.writeHead(200, { "content-type": "text/event-stream" }).end(sse(delta, ...reports, "[DONE]"));
    await (await post("/v1/chat/completions", caller.authorization, { ...CHAT, stream: true })).text();
  }
  const note =
    "The provider reported completion_tokens as -3; another report in the same answer was believed.";
  const row = { settlement: "final", inputTokens: 9, outputTokens: 3, usageNote: note };
  expect(await rowsOf(caller.keyId)).toMatchObject([row, row]);
});

test("no output reported for a long answer is believed and noted; a short one is nothing special", async () => {
  const caller = await makeCaller();
  for (const words of ["short", "long ".repeat(600)]) {
    const content = JSON.stringify(words);
    openai.answer = (_request, response) =>
      response.end(
        `{"choices":[{"message":{"content":${content}}}],"usage":{"prompt_tokens":9,"completion_tokens":0}}`,
      );
    await post("/v1/chat/completions", caller.authorization, CHAT);
  }
  const [short, long] = await rowsOf(caller.keyId);
  expect(short).toMatchObject({ settlement: "final", usageNote: null, outputTokens: 0 });
  expect(long).toMatchObject({ settlement: "final", outputTokens: 0 });
  expect(long?.usageNote).toMatch(/^The provider reported no output tokens for an answer of about \d+;/);
});

test("the largest counts that are believed add up like any others", async () => {
  const caller = await makeCaller("claude-haiku-4-5");
  const usage = ["input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"];
  const counts = Object.fromEntries(usage.map((name) => [name, 100_000_000]));
  anthropic.answer = (_request, response) => response.end(JSON.stringify({ content: [], usage: counts }));
  for (let call = 0; call < 20; call++) await post("/v1/messages", caller.authorization, MESSAGES);
  expect(await hoursOf(caller.keyId)).toEqual(await rowSums(caller.keyId));
  expect(await hoursOf(caller.keyId)).toMatchObject({ requests: 20n, input: 2_000_000_000n });
});

const SUMS = sql`
  coalesce(sum(input_tokens), 0)::bigint as input, sum(output_tokens)::bigint as output,
  sum(cached_input_tokens)::bigint as cached, sum(audio_input_tokens)::bigint as "audioInput",
  sum(audio_output_tokens)::bigint as "audioOutput", coalesce(sum(cost_nano_usd), 0)::bigint as cost`;

async function hoursOf(keyId: string) {
  const [row] =
    await sql`select sum(requests)::bigint as requests, ${SUMS} from usage_hourly where key_id = ${keyId}`;
  return row;
}

async function rowSums(keyId: string) {
  const [row] = await sql`select count(*) as requests, ${SUMS} from requests where key_id = ${keyId}`;
  return row;
}

const TIERED = `"service_tier":"flex","usage":{"prompt_tokens":1000,"completion_tokens":1000}`;

test.each<[string, typeof openai, object, string, "estimated" | "final"]>([
  ["/v1/chat/completions", openai, CHAT, `{"id":"x","choices":[],${TIERED}}`, "estimated"],
  [
    "/v1/chat/completions",
    openai,
    { ...CHAT, stream: true },
    sse(delta, `{"choices":[],${TIERED}}`, "[DONE]"),
    "estimated",
  ],
  [
    "/v1/responses",
    openai,
    { input: "hello" },
    `{"id":"x","output":[],"service_tier":"flex","usage":{"input_tokens":1000,"output_tokens":1000}}`,
    "estimated",
  ],
  [
    "/v1/messages",
    anthropic,
    MESSAGES,
    `{"type":"message","content":[],"usage":{"input_tokens":1000,"output_tokens":1000,"service_tier":"flex"}}`,
    "estimated",
  ],
  ["/v1/chat/completions", openai, CHAT, `{"choices":[],${TIERED.replace("flex", "default")}}`, "final"],
])(
  "an answer of %s in a service tier without known prices is no exact cost",
  async (path, server, ask, text, settlement) => {
    const caller = await makeCaller(server === openai ? "gpt-4o-mini" : "claude-haiku-4-5");
    server.answer = (_request, response) =>
      response
        .writeHead(200, { "content-type": "stream" in ask ? "text/event-stream" : "application/json" })
        .end(text);
    await (await post(path, caller.authorization, ask)).text();
    const [row] = await rowsOf(caller.keyId);
    expect(row).toMatchObject({ status: 200, settlement, inputTokens: 1_000, outputTokens: 1_000 });
    expect(row?.costNanoUsd).toBeGreaterThan(0n);
    if (settlement === "final") expect(row?.usageNote).toBeNull();
    else expect(row?.usageNote).toContain('answered in its service tier "flex"');
  },
);

const inTier = (text: string) =>
  text
    .replace('"usage":{"prompt', '"service_tier":"priority","usage":{"prompt')
    .replace('"input_tokens":9', '"service_tier":"priority","input_tokens":9')
    .replace('"usageMetadata":{', '"usageMetadata":{"serviceTier":"priority",');

test.each(TRANSLATED.flatMap((told) => [false, true].map((stream) => ({ ...told, stream }))))(
  "the service tier that $model answers in is told and noted, asked at $path, streamed: $stream",
  async ({ model, server, path, whole, streamed, stream }) => {
    const caller = await makeCaller(model);
    server.answer = (_request, response) =>
      response
        .writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" })
        .end(inTier(stream ? streamed("3") : whole("3")));
    const body = await (await post(path, caller.authorization, { ...MESSAGES, stream })).text();
    expect(body).toContain('"service_tier":"priority"');
    const [row] = await rowsOf(caller.keyId);
    expect(row).toMatchObject({ status: 200, settlement: "estimated", inputTokens: 9, outputTokens: 3 });
    expect(row?.usageNote).toContain('answered in its service tier "priority"');
  },
);

test("an attempt that failed in another service tier makes the cost an estimate", async () => {
  const caller = await makeCaller("gemini-2.5-flash", {
    routingStrategy: "fallback",
    fallbackModels: ["gpt-4o-mini"],
  });
  const failed = inTier(geminiAnswer("3")).replace("STOP", "MALFORMED_FUNCTION_CALL");
  google.answer = (_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(failed);
  openai.answer = (_request, response) => response.end(chatted(chatUsage("3"), { message: HELLO }));
  expect((await post("/v1/chat/completions", caller.authorization, CHAT)).status).toBe(200);
  const [row] = await rowsOf(caller.keyId);
  expect(row).toMatchObject({ settlement: "estimated", inputTokens: 18, outputTokens: 6 });
  expect(row?.usageNote).toContain('answered in its service tier "priority"');
});
