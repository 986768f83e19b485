import { type FakeProvider, startFakeProvider } from "./fake-provider";
import { type FakeAnswer, type FakeWire, piecesOf } from "./fake-wire";

type Json = Record<string, unknown>;

const FIELDS = [
  "model messages stream max_tokens temperature top_p stop random_seed response_format tools tool_choice",
  "presence_penalty frequency_penalty n prediction parallel_tool_calls prompt_mode reasoning_effort safe_prompt",
].flatMap((line) => line.split(" "));

const wire: FakeWire = {
  version: "/v1",
  isAuthorized: (headers, apiKey) => headers.authorization === `Bearer ${apiKey}`,
  refusal: { status: 401, message: "Unauthorized" },
  answers: (path) => path === "/chat/completions",
  streams: (_path, ask) => ask.stream === true,
  plain: (ask, answer) => ({
    ...envelope(ask, "chat.completion"),
    choices: [{ index: 0, message: messageOf(answer), finish_reason: finishOf(answer) }],
    usage: usageOf(answer),
  }),
  streamed: (ask, answer) => {
    const chunk = (delta: object, more: object = {}, finish: string | null = null) =>
      event({
        ...envelope(ask, "chat.completion.chunk"),
        choices: [{ index: 0, delta, finish_reason: finish }],
        ...more,
      });
    const { text = "Hello there", thoughts = "", calls = [] } = answer;
    // Calls arrive whole, all in the last chunk, which carries usage as well.
    const last = calls.length === 0 ? { content: "" } : { content: "", tool_calls: toolCallsOf(answer) };
    return [
      chunk({ role: "assistant", content: "" }),
      ...piecesOf(thoughts).map((piece) => chunk({ content: [thinking(piece)] })),
      ...piecesOf(text).map((content) => chunk({ content })),
      chunk(last, { usage: usageOf(answer) }, finishOf(answer)),
      "data: [DONE]\n\n",
    ];
  },
  error: (status, message) =>
    status === 401
      ? { detail: message }
      : { object: "error", message, type: "invalid_request_error", param: null, code: "3051" },
  failure: (message) => event({ object: "error", message, type: "server_error", param: null, code: "1000" }),
  sendsRetryAfter: true,
  models: { object: "list", data: [{ id: "mistral-small-latest", object: "model", created: 1_750_000_000 }] },
  fault: (ask) => unknownField(ask) ?? badCallId(ask),
};

/** A server that speaks Mistral's chat API (docs.mistral.ai/api), which refuses fields and ids that it does not know. */
export function startFakeMistral(options: { apiKey?: string } = {}): Promise<FakeProvider> {
  return startFakeProvider(wire, options.apiKey);
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function envelope(ask: Json, object: string) {
  return { id: "mistral-fake", object, created: 1_790_000_000, model: ask.model };
}

function thinking(text: string) {
  return { type: "thinking", thinking: [{ type: "text", text }] };
}

function messageOf(answer: FakeAnswer): object {
  const { text = "Hello there", thoughts, calls = [] } = answer;
  return {
    role: "assistant",
    content: thoughts === undefined ? text : [thinking(thoughts), { type: "text", text }],
    tool_calls: calls.length === 0 ? null : toolCallsOf(answer),
  };
}

function toolCallsOf({ calls = [] }: FakeAnswer): object[] {
  return calls.map(({ id, name, input }, index) => ({
    id,
    function: { name, arguments: JSON.stringify(input) },
    index,
  }));
}

function finishOf({ finish, calls = [] }: FakeAnswer): string {
  return finish ?? (calls.length > 0 ? "tool_calls" : "stop");
}

function usageOf({ inputTokens = 20, cachedTokens, outputTokens = 5 }: FakeAnswer) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    ...(cachedTokens === undefined ? {} : { num_cached_tokens: cachedTokens }),
  };
}

function unknownField(ask: Json): string | null {
  const name = Object.keys(ask).find((field) => !FIELDS.includes(field));
  return name === undefined ? null : `Extra inputs are not permitted: ${name}`;
}

function badCallId(ask: Json): string | null {
  const messages = (ask.messages ?? []) as Array<{
    tool_call_id?: string;
    tool_calls?: Array<{ id: string }>;
  }>;
  const ids = messages.flatMap(({ tool_call_id, tool_calls }) => [
    ...(tool_call_id === undefined ? [] : [tool_call_id]),
    ...(tool_calls ?? []).map(({ id }) => id),
  ]);
  const bad = ids.find((id) => !/^[a-zA-Z0-9]{9}$/.test(id));
  return bad === undefined ? null : `Tool call id was ${bad} but must be a-z, A-Z, 0-9, with a length of 9.`;
}
