import { generateKeyPairSync, sign } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { type DocumentedOperation, documentedOperations } from "@/lib/testing/api-document";
import { exampleRequest, type Sent, sendTo } from "@/lib/testing/fuzz-requests";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { judgeOf, operationName } from "@/lib/testing/judged-operations";
import { startRawProvider } from "@/lib/testing/raw-provider";

// What no sandbox answers: each operation is asked here with the real words of the one who does.
const [openai, anthropic, mistral] = [
  await startRawProvider(),
  await startRawProvider(),
  await startRawProvider(),
];
const github = generateKeyPairSync("ec", { namedCurve: "P-256" });
const identifier = "90a421169f0a406205f1563a953312f0be898d3c7b6c06b681aa86a874555f4a";
const gateway = await startGatewayServer(openai.baseUrl, {
  LAYER_PLATFORM_ANTHROPIC_API_KEY: "anthropic-key-123456",
  LAYER_PLATFORM_ANTHROPIC_BASE_URL: anthropic.baseUrl,
  LAYER_PLATFORM_MISTRAL_API_KEY: "mistral-key-123456",
  LAYER_PLATFORM_MISTRAL_BASE_URL: mistral.baseUrl,
  GITHUB_SECRET_SCANNING_KEYS: JSON.stringify([
    { identifier, key: github.publicKey.export({ type: "spki", format: "pem" }) },
  ]),
});
const operations = await documentedOperations(gateway.url);
afterAll(async () => {
  await gateway.stop();
  for (const provider of [openai, anthropic, mistral]) await provider.stop();
  expect(gateway.faults).toEqual([]);
});

type Case = {
  what: string;
  operation: string;
  /** The model of the gate, and what it is for. */
  gate?: Parameters<typeof gateway.makeCaller>;
  /** What is sent beside the example of the document. */
  more?: object;
  /** Whoever answers, and what. */
  from?: { provider: typeof openai; body: string; type?: string };
  headers?: (body: string) => Record<string, string>;
  status?: number;
};

const events = (list: ReadonlyArray<{ type: string }>) =>
  list.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
const STREAM = "text/event-stream";

const RESPONSE = {
  id: "resp_1",
  object: "response",
  created_at: 1_795_000_000,
  status: "completed",
  model: "gpt-4o-mini",
  output: [
    {
      type: "message",
      id: "msg_1",
      status: "completed",
      role: "assistant",
      content: [{ type: "output_text", text: "Hello", annotations: [] }],
    },
  ],
  usage: {
    input_tokens: 11,
    input_tokens_details: { cached_tokens: 4 },
    output_tokens: 7,
    output_tokens_details: { reasoning_tokens: 2 },
    total_tokens: 18,
  },
};
const RESPONSE_EVENTS = [
  {
    type: "response.created",
    sequence_number: 0,
    response: { ...RESPONSE, status: "in_progress", output: [], usage: null },
  },
  { type: "response.output_text.delta", sequence_number: 1, item_id: "msg_1", delta: "Hello" },
];
const TEXT_EVENTS = [
  { type: "transcript.text.delta", delta: "Hello" },
  {
    type: "transcript.text.done",
    text: "Hello",
    usage: { type: "tokens", input_tokens: 4, output_tokens: 1 },
  },
];
const READ = {
  pages: [
    {
      index: 0,
      markdown: "# A",
      images: [{ id: "i", top_left_x: 1, image_base64: "AA" }],
      dimensions: { dpi: 72, height: 10, width: 10 },
    },
  ],
  model: "mistral-ocr-latest",
  usage_info: { pages_processed: 1, doc_size_bytes: 3 },
};

const json = (provider: typeof openai, body: object) => ({ provider, body: JSON.stringify(body) });
const stream = (body: string) => ({ provider: openai, body, type: STREAM });

const CASES: Case[] = [
  { what: "plain", operation: "POST /v1/responses", from: json(openai, RESPONSE) },
  {
    what: "streamed",
    operation: "POST /v1/responses",
    more: { stream: true },
    from: stream(
      events([
        ...RESPONSE_EVENTS,
        { type: "response.completed", ...{ sequence_number: 2, response: RESPONSE } },
      ]),
    ),
  },
  {
    what: "streamed and failed",
    operation: "POST /v1/responses",
    more: { stream: true },
    from: stream(
      events([
        ...RESPONSE_EVENTS,
        {
          type: "response.failed",
          ...{
            sequence_number: 2,
            response: { ...RESPONSE, status: "failed", error: { message: "It broke." } },
          },
        },
      ]),
    ),
  },
  {
    what: "at Anthropic",
    operation: "POST /v1/messages/count_tokens",
    gate: ["claude-sonnet-4-5"],
    from: json(anthropic, { input_tokens: 14 }),
  },
  {
    what: "as JSON",
    operation: "POST /v1/audio/transcriptions",
    gate: ["gpt-4o-transcribe"],
    from: json(openai, { text: "Hello", usage: { type: "tokens", input_tokens: 14, output_tokens: 10 } }),
  },
  {
    what: "as text",
    operation: "POST /v1/audio/transcriptions",
    gate: ["whisper-1"],
    more: { model: "whisper-1", response_format: "text" },
    from: { provider: openai, body: "Hello\n", type: "text/plain; charset=utf-8" },
  },
  {
    what: "as subtitles",
    operation: "POST /v1/audio/transcriptions",
    gate: ["whisper-1"],
    more: { model: "whisper-1", response_format: "vtt" },
    from: { provider: openai, body: "WEBVTT\n\nHello", type: "text/vtt; charset=utf-8" },
  },
  {
    what: "streamed",
    operation: "POST /v1/audio/transcriptions",
    gate: ["gpt-4o-transcribe"],
    more: { stream: "true" },
    from: stream(events(TEXT_EVENTS)),
  },
  {
    what: "at Mistral",
    operation: "POST /v3/ocr",
    gate: ["mistral/mistral-ocr-latest", { taskType: "ocr" }],
    from: json(mistral, READ),
  },
  // No provider that is known here makes them yet: what is right is refused by name.
  { what: "of nobody", operation: "POST /v3/video", status: 400 },
  {
    what: "signed by GitHub",
    operation: "POST /v1/keys/report/github",
    headers: (body) => ({
      "github-public-key-identifier": identifier,
      "github-public-key-signature": sign("sha256", Buffer.from(body), github.privateKey).toString("base64"),
    }),
  },
];

test("everything that needs somebody is asked", () => {
  const names = operations.filter((one) => judgeOf(one) === "somebody").map(operationName);
  expect(new Set(CASES.map(({ operation }) => operation))).toEqual(new Set(names));
});

test.each(CASES)("$operation, $what, answers what it documents and nothing beside it", async (asked) => {
  const { from, gate = [], status = 200 } = asked;
  const operation = operations.find((one) => operationName(one) === asked.operation) as DocumentedOperation;
  if (from !== undefined) {
    from.provider.answer = (request, response) =>
      request.method === "GET"
        ? response.end('{"data":[]}')
        : response.writeHead(200, { "content-type": from.type ?? "application/json" }).end(from.body);
  }
  const { authorization } = await gateway.makeCaller(...gate);
  const sent = exampleRequest(operation, {});
  const body = withMore(sent.body, asked.more ?? {});
  const headers = asked.headers?.(String(body)) ?? {};
  const answer = await sendTo(gateway.url, operation, { ...sent, body, headers }, authorization);
  expect([answer.status, await answer.clone().text()]).toEqual([status, expect.stringMatching(/\S/)]);
  expect(await operation.breachOf(answer)).toBeNull();
  const type = answer.headers.get("content-type") ?? "";
  expect(type.split(";")[0]).toBe((from?.type ?? "application/json").split(";")[0]);
});

function withMore(body: Sent["body"], more: object): string | FormData {
  if (!(body instanceof FormData)) {
    const example = JSON.parse(body ?? "");
    return Array.isArray(example) ? String(body) : JSON.stringify({ ...example, ...more });
  }
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  return body;
}
