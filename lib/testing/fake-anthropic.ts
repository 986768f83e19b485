import { type FakeProvider, startFakeProvider } from "./fake-provider";
import { type FakeAnswer, type FakeCall, type FakeWire, piecesOf } from "./fake-wire";

type Block = { type: string; [field: string]: unknown };

/** Types of errors by status (docs.anthropic.com/en/api/errors). */
const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  404: "not_found_error",
  429: "rate_limit_error",
  529: "overloaded_error",
};
const SIGNATURE = "c2lnbmF0dXJl";

const wire: FakeWire = {
  version: "/v1",
  // Both ways are Anthropic's own: its clients send the one before their version 1 and the other since.
  isAuthorized: (headers, apiKey) =>
    /^\d{4}-\d\d-\d\d$/.test(String(headers["anthropic-version"])) &&
    (headers["x-api-key"] === apiKey || headers.authorization === `Bearer ${apiKey}`),
  refusal: { status: 401, message: "invalid x-api-key" },
  answers: (path) => path === "/messages",
  streams: (_path, ask) => ask.stream === true,
  plain: (ask, answer) => ({
    ...envelope(ask),
    content: blocksOf(answer),
    ...endOf(answer),
    usage: usageOf(answer),
  }),
  streamed: (ask, answer) => [
    event({
      type: "message_start",
      message: {
        ...envelope(ask),
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { ...usageOf(answer), output_tokens: 1 },
      },
    }),
    event({ type: "ping" }),
    ...blocksOf(answer).flatMap(blockEvents),
    event({ type: "message_delta", delta: endOf(answer), usage: usageOf(answer) }),
    event({ type: "message_stop" }),
  ],
  error: (status, message) => ({
    type: "error",
    error: { type: ERROR_TYPES[status] ?? "api_error", message },
    request_id: "req_fake",
  }),
  failure: (message) => event({ type: "error", error: { type: "overloaded_error", message } }),
  sendsRetryAfter: true,
  models: {
    data: [
      { type: "model", id: "claude-haiku-4-5", display_name: "Haiku", created_at: "2025-10-01T00:00:00Z" },
    ],
    has_more: false,
  },
  fault: (ask) => (typeof ask.max_tokens === "number" ? null : "max_tokens: Field required"),
};

/** A server that speaks Anthropic's Messages API (docs.anthropic.com/en/api/messages). */
export function startFakeAnthropic(options: { apiKey?: string } = {}): Promise<FakeProvider> {
  return startFakeProvider(wire, options.apiKey);
}

function event(data: { type: string; [field: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

function envelope(ask: Record<string, unknown>) {
  return { id: "msg_fake", type: "message", role: "assistant", model: ask.model };
}

function blocksOf({ text = "Hello there", thoughts, calls = [] }: FakeAnswer): Block[] {
  return [
    ...(thoughts === undefined ? [] : [{ type: "thinking", thinking: thoughts, signature: SIGNATURE }]),
    ...(text === "" ? [] : [{ type: "text", text }]),
    ...calls.map(({ id, name, input }: FakeCall) => ({ type: "tool_use", id, name, input })),
  ];
}

function blockEvents(block: Block, index: number): string[] {
  const empty: Record<string, object> = {
    thinking: { ...block, thinking: "", signature: "" },
    text: { ...block, text: "" },
    tool_use: { ...block, input: {} },
  };
  return [
    event({ type: "content_block_start", index, content_block: empty[block.type] }),
    ...deltasOf(block).map((delta) => event({ type: "content_block_delta", index, delta })),
    event({ type: "content_block_stop", index }),
  ];
}

function deltasOf(block: Block): object[] {
  switch (block.type) {
    case "thinking":
      return [
        ...piecesOf(String(block.thinking)).map((thinking) => ({ type: "thinking_delta", thinking })),
        { type: "signature_delta", signature: block.signature },
      ];
    case "text":
      return piecesOf(String(block.text)).map((text) => ({ type: "text_delta", text }));
    default: {
      const json = JSON.stringify(block.input);
      // The first piece of an input is always empty.
      const pieces = ["", ...(json === "{}" ? [] : (json.match(/.{1,7}/gs) ?? []))];
      return pieces.map((partial_json) => ({ type: "input_json_delta", partial_json }));
    }
  }
}

function endOf({ finish, calls = [] }: FakeAnswer) {
  const stop_reason = finish ?? (calls.length > 0 ? "tool_use" : "end_turn");
  return { stop_reason, stop_sequence: stop_reason === "stop_sequence" ? "STOP" : null };
}

function usageOf(answer: FakeAnswer) {
  const { inputTokens = 20, cachedTokens = 0, writtenTokens = 0, outputTokens = 5, thoughtTokens } = answer;
  return {
    input_tokens: inputTokens - cachedTokens - writtenTokens,
    cache_creation_input_tokens: writtenTokens,
    cache_read_input_tokens: cachedTokens,
    output_tokens: outputTokens,
    ...(thoughtTokens === undefined ? {} : { output_tokens_details: { thinking_tokens: thoughtTokens } }),
  };
}
