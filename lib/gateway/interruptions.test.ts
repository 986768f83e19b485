import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeKey } from "@/db/factories";
import { lowestIdAt } from "@/lib/core/ids";
import { HOUR_MS, systemClock, type TimeRange } from "@/lib/core/time";
import { writeExports } from "@/lib/exports/write-exports";
import { reportLeak } from "@/lib/keys/leak/report-leak";
import { listLogs } from "@/lib/logs/list-logs";
import { logTotal } from "@/lib/logs/log-total";
import { testContext } from "@/lib/testing/context";
import { csvTable, nanoUsdIn } from "@/lib/testing/csv-table";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";
import { USUAL_USAGE_VIEW } from "@/lib/usage/chart/contract";
import { usageFile } from "@/lib/usage/chart/usage-file";
import { usagePlan } from "@/lib/usage/chart/usage-plan";
import type { ExploreQuery } from "@/lib/usage/explore/contract";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";

const [openai, anthropic] = [await startRawProvider(), await startRawProvider()];
const gateway = await startGatewayServer(openai.baseUrl, {
  LAYER_PLATFORM_ANTHROPIC_API_KEY: "anthropic-key-123456",
  LAYER_PLATFORM_ANTHROPIC_BASE_URL: anthropic.baseUrl,
  LAYER_PROVIDER_TIMEOUT_MS: "6000",
});
const { post, makeCaller, rowsOf, sql, db } = gateway;
afterAll(async () => {
  await gateway.stop();
  for (const server of [openai, anthropic]) await server.stop();
  expect(gateway.faults).toEqual([]);
});

type Caller = Awaited<ReturnType<typeof makeCaller>>;
type Script = (response: ServerResponse) => void;

/** What the provider does with a call, by the word that the call says. */
const scripts = new Map<string, { play: Script; arrived: () => void; gone: () => void }>();
for (const server of [openai, anthropic]) {
  server.answer = (request, response) => {
    const [word = ""] = /case-\d+/.exec(String(request.body)) ?? [];
    const script = scripts.get(word);
    if (script === undefined) return response.writeHead(404).end("{}");
    response.on("close", script.gone);
    script.arrived();
    return script.play(response);
  };
}

/** How a provider says one answer of 90 tokens for 1,000, and how a client asks for it. */
type Transcript = {
  name: string;
  model: string;
  path: string;
  ask: object;
  /** What the answer consists of; the client has seen the first piece when `mark` arrives. */
  pieces: string[];
  usage: string;
  usageSoFar: string;
  end: string;
  failure: string | null;
  /** Nano-dollars that the whole answer costs. */
  cost: bigint;
  /** True when the usage is known before the end. */
  tellsEarly: boolean;
};

const sse = (data: object) => `data: ${JSON.stringify(data)}\n\n`;
const chunk = (content: string, finish: string | null = null) =>
  sse({ id: "c", choices: [{ index: 0, delta: { content }, finish_reason: finish }] });
const chatUsage = (prompt: number, completion: number) =>
  sse({ id: "c", choices: [], usage: { prompt_tokens: prompt, completion_tokens: completion } });
const typed = (type: string, fields: object) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
const text = (words: string) =>
  typed("content_block_delta", { index: 0, delta: { type: "text_delta", text: words } });
const usageOf = (output: number) =>
  typed("message_delta", {
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: { output_tokens: output },
  });

const CHAT_STREAM = {
  model: "gpt-4o-mini",
  pieces: [chunk("first word"), chunk(" and the rest") + chunk("", "stop")],
  usage: chatUsage(1_000, 90),
  usageSoFar: chatUsage(1_000, 40),
  end: "data: [DONE]\n\n",
  failure: sse({ error: { message: "The server had an error.", type: "server_error" } }),
  // 1,000 tokens at $0.15 a million and 90 at $0.60.
  cost: 204_000n,
};

const MESSAGE_STREAM = {
  model: "claude-haiku-4-5",
  pieces: [
    typed("message_start", {
      message: {
        id: "m",
        type: "message",
        role: "assistant",
        model: "claude-haiku-4-5",
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 1_000, output_tokens: 1 },
      },
    }) +
      typed("content_block_start", { index: 0, content_block: { type: "text", text: "" } }) +
      text("first word"),
    text(" and the rest") + typed("content_block_stop", { index: 0 }),
  ],
  usage: usageOf(90),
  usageSoFar: typed("message_delta", {
    delta: { stop_reason: null, stop_sequence: null },
    usage: { output_tokens: 40 },
  }),
  end: typed("message_stop", {}),
  failure: typed("error", { error: { type: "overloaded_error", message: "Overloaded" } }),
  // 1,000 tokens at $1 a million and 90 at $5.
  cost: 1_450_000n,
};

const TRANSCRIPTS: readonly Transcript[] = [
  {
    name: "OpenAI's chat stream",
    path: "/v1/chat/completions",
    ask: { stream: true },
    ...CHAT_STREAM,
    tellsEarly: true,
  },
  {
    name: "Anthropic's message stream",
    path: "/v1/messages",
    ask: { stream: true, max_tokens: 100 },
    ...MESSAGE_STREAM,
    tellsEarly: true,
  },
  {
    name: "a stream in another provider's words",
    path: "/v1/messages",
    ask: { stream: true, max_tokens: 100 },
    ...CHAT_STREAM,
    tellsEarly: false,
  },
  {
    name: "OpenAI's plain answer",
    model: "gpt-4o-mini",
    path: "/v1/chat/completions",
    ask: {},
    pieces: ['{"id":"c","choices":[{"message":{"content":"first word', ' and the rest"}}],'],
    usage: '"usage":{"prompt_tokens":1000,"completion_tokens":90}',
    usageSoFar: '"usage":{"prompt_tokens":1000,"completion_tokens":40},',
    end: "}",
    failure: null,
    cost: 204_000n,
    tellsEarly: false,
  },
  {
    name: "Anthropic's plain answer",
    model: "claude-haiku-4-5",
    path: "/v1/messages",
    ask: { max_tokens: 100 },
    pieces: ['{"type":"message","content":[{"type":"text","text":"first word', ' and the rest"}],'],
    usage: '"usage":{"input_tokens":1000,"output_tokens":90}',
    usageSoFar: '"usage":{"input_tokens":1000,"output_tokens":40},',
    end: "}",
    failure: null,
    cost: 1_450_000n,
    tellsEarly: false,
  },
];

const isStream = ({ failure }: Transcript) => failure !== null;

/** What is in the row of a call: all of it was told, what passed was estimated, or nobody knows. */
type Tokens = "reported" | "passed" | "sent" | "none";
type Expected = {
  /** What the client saw: a status and how it ended, or that it left. */
  seen: string;
  row: { status: number; settlement: string; errorCode: string | null };
  tokens: Tokens;
  cost: "reported" | "some" | "nothing" | "unknown";
};

type Case = {
  what: string;
  play(transcript: Transcript): Script;
  /** The call lasts as long as a provider may be silent. */
  isSilent?: true;
  client?: "leaves when asked" | "leaves at the first word" | "leaves at the last word" | "stops the key";
  expected(transcript: Transcript): Expected;
};

const head = (transcript: Transcript, response: ServerResponse) =>
  response.writeHead(200, {
    "content-type": isStream(transcript) ? "text/event-stream" : "application/json",
  });
const says =
  (parts: (transcript: Transcript) => string[], then: (response: ServerResponse) => void) =>
  (transcript: Transcript): Script =>
  (response) => {
    head(transcript, response).write(parts(transcript).join(""), () => then(response));
  };
const whole = ({ pieces, usage, end }: Transcript) => [...pieces, usage, end];
const nothing = () => {};
const finish = (response: ServerResponse) => response.end();

const left = (tokens: Tokens): Expected => ({
  seen: "left",
  row: { status: 499, settlement: "interrupted", errorCode: "client_closed" },
  tokens,
  cost: "some",
});
const final: Expected = {
  seen: "200 whole",
  row: { status: 200, settlement: "final", errorCode: null },
  tokens: "reported",
  cost: "reported",
};
/** A failure after the first word: told within a stream, and instead of a plain answer. */
const failed = (transcript: Transcript, errorCode: string, status: number): Expected =>
  isStream(transcript)
    ? {
        seen: "200 error",
        row: { status: 200, settlement: "interrupted", errorCode },
        tokens: "passed",
        cost: "some",
      }
    : {
        seen: `${status} error`,
        row: { status, settlement: "unpriced", errorCode },
        tokens: "none",
        cost: "unknown",
      };

const CASES: readonly Case[] = [
  {
    what: "the client leaves before the first byte",
    play: () => nothing,
    client: "leaves when asked",
    expected: () => left("sent"),
  },
  {
    what: "the client leaves in the middle",
    play: says(({ pieces }) => pieces.slice(0, 1), nothing),
    client: "leaves at the first word",
    expected: (transcript) => left(isStream(transcript) ? "passed" : "sent"),
  },
  {
    what: "the client leaves after the last word and before the end",
    play: says(({ pieces, usage }) => [...pieces, usage], nothing),
    client: "leaves at the last word",
    expected: (transcript) =>
      transcript.tellsEarly
        ? {
            ...left("reported"),
            row: { status: 499, settlement: "final", errorCode: "client_closed" },
            cost: "reported",
          }
        : left(isStream(transcript) ? "passed" : "sent"),
  },
  { what: "the client leaves after the end", play: says(whole, finish), expected: () => final },
  {
    what: "the provider fails before anything",
    play: () => (response) => {
      response
        .writeHead(503, { "content-type": "application/json" })
        .end('{"error":{"message":"Overloaded"}}');
    },
    expected: () => ({
      seen: "502 error",
      row: { status: 502, settlement: "final", errorCode: "provider_failed" },
      tokens: "none",
      cost: "nothing",
    }),
  },
  {
    what: "the provider fails in the middle",
    play: (transcript) =>
      isStream(transcript)
        ? says(({ pieces, failure }) => [pieces[0] ?? "", failure ?? ""], finish)(transcript)
        : (response) => {
            response.writeHead(500, { "content-type": "application/json" }).end('{"error":{"mess');
          },
    expected: (transcript) =>
      isStream(transcript)
        ? failed(transcript, "provider_failed", 502)
        : {
            seen: "502 error",
            row: { status: 502, settlement: "final", errorCode: "provider_failed" },
            tokens: "none",
            cost: "nothing",
          },
  },
  {
    what: "the connection breaks in the middle",
    play: says(
      ({ pieces }) => pieces.slice(0, 1),
      (response) => response.socket?.resetAndDestroy(),
    ),
    expected: (transcript) => failed(transcript, "provider_unreachable", 502),
  },
  {
    what: "the provider stays silent",
    isSilent: true,
    play: () => nothing,
    expected: () => ({
      seen: "504 error",
      row: { status: 504, settlement: "unpriced", errorCode: "provider_timeout" },
      tokens: "none",
      cost: "unknown",
    }),
  },
  {
    what: "the provider falls silent in the middle",
    isSilent: true,
    play: says(({ pieces }) => pieces.slice(0, 1), nothing),
    expected: (transcript) => failed(transcript, "provider_timeout", 504),
  },
  {
    what: "the provider tells no usage",
    play: says(({ pieces, end, failure }) => [...pieces, failure === null ? '"x":1' : "", end], finish),
    expected: () => ({
      ...final,
      row: { status: 200, settlement: "estimated", errorCode: null },
      tokens: "passed",
      cost: "some",
    }),
  },
  {
    what: "the provider tells its usage twice",
    play: says(({ pieces, usageSoFar, usage, end }) => [...pieces, usageSoFar, usage, end], finish),
    expected: () => final,
  },
  {
    what: "the key is stopped in the middle",
    play: says(({ pieces }) => pieces.slice(0, 1), nothing),
    client: "stops the key",
    expected: (transcript) =>
      isStream(transcript)
        ? failed(transcript, "key_disabled", 401)
        : {
            seen: "401 error",
            row: { status: 401, settlement: "interrupted", errorCode: "key_disabled" },
            tokens: "sent",
            cost: "some",
          },
  },
];

let words = 0;

/** Sends a call and does what its client does. */
async function send(transcript: Transcript, told: Case, caller: Caller): Promise<string> {
  const word = `case-${++words}`;
  let arrived = nothing;
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  let gone = nothing;
  const departure = new Promise<void>((resolve) => (gone = resolve));
  scripts.set(word, { play: told.play(transcript), arrived, gone });
  const leaving = new AbortController();
  const body = { ...transcript.ask, messages: [{ role: "user", content: word }] };
  const answering = post(transcript.path, caller.authorization, body, { signal: leaving.signal });
  answering.catch(nothing);
  // A call that is refused never arrives.
  await Promise.race([arrival, answering]);
  if (told.client === undefined) return seenOf(await answering);
  const mark = told.client === "leaves at the last word" ? "rest" : "first word";
  const answer = told.client === "leaves when asked" || !isStream(transcript) ? null : await answering;
  const rest = answer === null ? null : await readUntil(answer, mark);
  if (told.client === "stops the key") {
    await reportLeak(testContext(db, caller.accountId), { keyId: caller.keyId, action: "disable" });
    return rest === null
      ? seenOf(await answering)
      : `200 ${(await rest()).includes("key_disabled") ? "error" : "whole"}`;
  }
  leaving.abort();
  // The provider is let go.
  await departure;
  return "left";
}

async function seenOf(answer: Response): Promise<string> {
  const body = await answer.text();
  return `${answer.status} ${/"error"\s*:|event: error/.test(body) ? "error" : "whole"}`;
}

/** Reads a stream up to a word; returns what reads the rest. */
async function readUntil(answer: Response, mark: string) {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let read = "";
  while (!read.includes(mark)) {
    const next = await reader?.read();
    if (next?.done !== false) throw new Error(`the stream ended without "${mark}": ${read}`);
    read += next.value;
  }
  return async () => {
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read())
      read += next.value;
    return read;
  };
}

/** The one row of a caller, as soon as it is there. */
async function rowOf({ keyId }: Caller) {
  await expect.poll(() => rowsOf(keyId)).not.toHaveLength(0);
  const [row, ...others] = await rowsOf(keyId);
  expect(others).toEqual([]);
  if (row === undefined) throw new Error("there is no row");
  return row;
}

type Row = Awaited<ReturnType<typeof rowOf>>;

function checkTokens(row: Row, tokens: Tokens): void {
  if (tokens === "reported") {
    expect([row.inputTokens, row.outputTokens, row.usageNote]).toEqual([1_000, 90, null]);
  }
  if (tokens === "none") expect([row.inputTokens, row.outputTokens]).toEqual([0, 0]);
  if (tokens === "none" || tokens === "reported") return;
  expect(row.inputTokens).toBeGreaterThan(0);
  expect(row.inputTokens).toBeLessThan(1_000);
  if (tokens === "sent") expect(row.outputTokens).toBe(0);
  else expect(row.outputTokens).toBeGreaterThan(0);
  expect(row.usageNote).toMatch(/tokens were estimated from what passed\.$/);
}

function checkCost(row: Row, cost: Expected["cost"], reported: bigint): void {
  if (cost === "some") expect(row.costNanoUsd).toBeGreaterThan(0n);
  else expect(row.costNanoUsd).toBe({ reported, nothing: 0n, unknown: null }[cost]);
}

/** The log, the hourly sums, the chart, the total of the log and their files tell the same of the call, and tell it once. */
async function checkEverywhere({ accountId }: Caller, row: Row): Promise<void> {
  const ctx = testContext(db, accountId);
  const hour = Math.floor(row.startedAt.getTime() / HOUR_MS) * HOUR_MS;
  const span = { from: new Date(hour), to: new Date(hour + HOUR_MS) };
  const page = await listLogs(ctx, span, { limit: 10 });
  expect(page.rows.map(({ id, costNanoUsd }) => [id, costNanoUsd])).toEqual([[row.id, row.costNanoUsd]]);
  expect(row.id >= lowestIdAt(hour)).toBe(true);
  const told = {
    requests: 1,
    errors: row.errorCode === null ? 0 : 1,
    unpriced: row.costNanoUsd === null ? 1 : 0,
    estimated: row.settlement === "estimated" ? 1 : 0,
    interrupted: row.settlement === "interrupted" ? 1 : 0,
    costNanoUsd: row.costNanoUsd ?? 0n,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
  };
  const query = { zone: "UTC", grain: "hour", metric: "spend", group: "status", filter: {}, top: 5 } as const;
  const chart = await exploreUsage(ctx, { ...span, ...query });
  expect(chart.total).toMatchObject(told);
  expect(chart.series.map(({ name }) => name.group)).toEqual([String(row.status)]);
  expect(await logTotal(ctx, span)).toMatchObject({
    requests: 1,
    unpriced: told.unpriced,
    costNanoUsd: told.costNanoUsd,
  });
  const [sums] = await sql`
    select sum(requests)::int as requests, sum(errors)::int as errors, sum(unpriced)::int as unpriced,
      sum(estimated)::int as estimated, sum(interrupted)::int as interrupted, sum(cost_nano_usd)::bigint as "costNanoUsd",
      sum(input_tokens)::int as "inputTokens", sum(output_tokens)::int as "outputTokens"
    from usage_hourly where account_id = ${accountId}`;
  expect(sums).toEqual(told);
  await checkLogFile(accountId, span, row);
  await checkChartFile(ctx, { ...span, ...query }, row, told);
}

type Told = Record<"requests" | "errors" | "unpriced" | "estimated" | "interrupted", number>;

/** What clients downloaded of each account's log, and how they ask for the same in the background. */
const downloads: Array<{ authorization: string; query: string; text: string }> = [];

/** The log as CSV, as a client of the API gets it, says of the call what its row says. */
async function checkLogFile(accountId: Caller["accountId"], { from, to }: TimeRange, row: Row) {
  // The key of the call may have been stopped.
  const { secret } = await makeKey(db, { accountId });
  const authorization = `Bearer ${secret}`;
  const query = `range=custom&from=${from.toISOString()}&to=${to.toISOString()}`;
  const text = await download(`/v1/logs/export?format=csv&${query}`, authorization);
  downloads.push({ authorization, query, text });
  const [line, ...others] = csvTable(text);
  expect(others).toEqual([]);
  expect(line).toMatchObject({
    id: row.id,
    status: String(row.status),
    error_code: row.errorCode ?? "",
    error_message: row.errorMessage ?? "",
    certainty: row.settlement,
    usage_note: row.usageNote ?? "",
    input_tokens: String(row.inputTokens),
    cached_input_tokens: String(row.cachedInputTokens),
    cache_write_tokens: String(row.cacheWriteTokens),
    cache_write_1h_tokens: String(row.cacheWrite1hTokens),
    output_tokens: String(row.outputTokens),
    reasoning_tokens: String(row.reasoningTokens),
    audio_input_tokens: String(row.audioInputTokens),
    audio_output_tokens: String(row.audioOutputTokens),
  });
  expect(nanoUsdIn(line?.cost_usd)).toBe(row.costNanoUsd);
}

async function download(path: string, authorization: string): Promise<string> {
  const answer = await fetch(gateway.url + path, { headers: { authorization } });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  return answer.text();
}

/** The chart as CSV has one bar, and it says what the row says. */
async function checkChartFile(
  ctx: ReturnType<typeof testContext>,
  query: ExploreQuery,
  row: Row,
  { requests, errors, unpriced, estimated, interrupted }: Told,
) {
  const plan = { ...usagePlan(USUAL_USAGE_VIEW, query.zone, query.to), query };
  let text = "";
  for await (const piece of (await usageFile(ctx, plan, "csv")).pieces) text += piece;
  const [line, ...others] = csvTable(text);
  expect(others).toEqual([]);
  const counts = { requests, errors, unpriced, estimated, interrupted };
  expect(line).toMatchObject({
    ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])),
    start: query.from.toISOString(),
    group: String(row.status),
    input_tokens: String(row.inputTokens),
    cached_input_tokens: String(row.cachedInputTokens),
    cache_write_tokens: String(row.cacheWriteTokens + row.cacheWrite1hTokens),
    output_tokens: String(row.outputTokens),
    reasoning_tokens: String(row.reasoningTokens),
    audio_tokens: String(row.audioInputTokens + row.audioOutputTokens),
  });
  expect(nanoUsdIn(line?.cost_usd)).toBe(row.costNanoUsd);
}

/**
 * While some calls wait for a provider that is silent, the others are made, a few at a time: on a busy machine a call whose turn does
 * not come would count as silent too.
 */
const callers = new Map<string, Caller>();
const seen = new Map<string, Promise<string>>();
const nameOf = (transcript: Transcript, told: Case) => `${transcript.name}: ${told.what}`;
beforeAll(async () => {
  const all = TRANSCRIPTS.flatMap((transcript) => CASES.map((told) => ({ transcript, told })));
  const make = async ({ transcript, told }: (typeof all)[number]) => {
    const caller = await makeCaller(transcript.model);
    const sent = send(transcript, told, caller);
    const end = sent.then(nothing, nothing);
    callers.set(nameOf(transcript, told), caller);
    seen.set(nameOf(transcript, told), sent);
    return { end };
  };
  for (const one of all.filter(({ told }) => told.isSilent)) await make(one);
  const others = all.filter(({ told }) => !told.isSilent);
  const inTurn = async () => {
    for (let next = others.shift(); next !== undefined; next = others.shift()) await (await make(next)).end;
  };
  await Promise.all(Array.from({ length: 5 }, inTurn));
});

describe.each(TRANSCRIPTS)("$name", (transcript) => {
  test.each(CASES)("when $what", async (told) => {
    const caller = callers.get(nameOf(transcript, told));
    if (caller === undefined) throw new Error("no caller");
    const expected = told.expected(transcript);
    expect(await seen.get(nameOf(transcript, told))).toBe(expected.seen);
    const row = await rowOf(caller);
    expect(row).toMatchObject(expected.row);
    checkTokens(row, expected.tokens);
    checkCost(row, expected.cost, transcript.cost);
    await checkEverywhere(caller, row);
  });
});

test("when the ledger is away at the end, every answer is told incomplete and settled once it is back", async () => {
  const calls = await Promise.all(TRANSCRIPTS.map(begun));
  gateway.databaseDoor.close();
  for (const { proceed } of calls) proceed();
  const told = await Promise.all(calls.map(async ({ answering }) => seenOf(await answering)));
  gateway.databaseDoor.open();
  for (const [place, { transcript, caller }] of calls.entries()) {
    const status = isStream(transcript) ? 200 : 503;
    expect(told[place]).toBe(`${status} error`);
    const row = await rowOf(caller);
    expect(row).toMatchObject({ settlement: "final", errorCode: "unavailable", status });
    checkTokens(row, "reported");
    checkCost(row, "reported", transcript.cost);
    await checkEverywhere(caller, row);
  }
});

test("the files that are written in the background are those that were downloaded", async () => {
  expect(downloads).toHaveLength(TRANSCRIPTS.length * (CASES.length + 1));
  const asked = await Promise.all(
    downloads.map(async ({ authorization, query }) => {
      const answer = await post("/v1/exports", authorization, { format: "csv", query });
      expect(answer.status).toBe(201);
      return (await answer.json()) as { id: string };
    }),
  );
  await writeExports(db, systemClock, new Date(Date.now() + 60_000));
  for (const [place, { authorization, text }] of downloads.entries()) {
    const path = `/v1/exports/${asked[place]?.id}/file`;
    expect(await download(path, authorization)).toBe(text);
  }
});

/** A call of which all is said but the usage and the end. */
async function begun(transcript: Transcript) {
  const caller = await makeCaller(transcript.model);
  let proceed = nothing;
  const word = `case-${++words}`;
  const body = { ...transcript.ask, messages: [{ role: "user", content: word }] };
  let answering: Promise<Response> | undefined;
  await new Promise<void>((said) => {
    const play: Script = (response) => {
      head(transcript, response).write(transcript.pieces.join(""), () => said());
      proceed = () => response.end(transcript.usage + transcript.end);
    };
    scripts.set(word, { play, arrived: nothing, gone: nothing });
    answering = post(transcript.path, caller.authorization, body);
  });
  if (answering === undefined) throw new Error("no call");
  return { transcript, caller, answering, proceed: () => proceed() };
}
