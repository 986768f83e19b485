export type EndpointExample = {
  /** Method and path. */
  name: `${"GET" | "POST"} ${string}`;
  about: string;
  /** The JSON to send. */
  body?: object;
  /** What else curl is told, for a body that is no JSON or an answer that is no text. */
  more?: string;
};

const messages = [{ role: "user", content: "Say hello" }];

export const OPENAI_ENDPOINTS: readonly EndpointExample[] = [
  {
    name: "POST /v1/chat/completions",
    about: "Chat, plain or streamed.",
    body: { model: "default", messages },
  },
  {
    name: "POST /v1/responses",
    about:
      "OpenAI's newer chat, plain or streamed, at OpenAI and servers like it. Answers cannot be fetched later.",
    body: { model: "gpt-4o-mini", input: "Say hello" },
  },
  {
    name: "POST /v1/embeddings",
    about: "Texts as vectors, at OpenAI, Mistral, Google and servers like OpenAI.",
    body: { model: "sandbox/embed", input: "Say hello" },
  },
  {
    name: "POST /v1/images/generations",
    about: "Pictures. Models that count tokens are priced; the cost of others is unknown.",
    body: { model: "sandbox/image", prompt: "A grey pixel" },
  },
  {
    name: "POST /v1/audio/speech",
    about: "A text spoken. The sound arrives while it is made.",
    body: { model: "sandbox/tts", voice: "alloy", input: "Say hello" },
    more: "-o hello.wav",
  },
  {
    name: "POST /v1/audio/transcriptions",
    about: "A recording written down: a form with a file.",
    more: "-F model=gpt-4o-transcribe -F file=@talk.mp3",
  },
  { name: "GET /v1/models", about: "The gates and models that can be named in `model`." },
];

export const ANTHROPIC_ENDPOINTS: readonly EndpointExample[] = [
  {
    name: "POST /v1/messages",
    about: "Anthropic's messages, plain or streamed, answered by any provider's chat model.",
    body: { model: "default", max_tokens: 100, messages },
  },
  {
    name: "POST /v1/messages/count_tokens",
    about: "How many tokens a message would be, at Anthropic. It costs nothing.",
    body: { model: "claude-haiku-4-5", messages },
  },
];

export const NATIVE_ENDPOINTS: readonly EndpointExample[] = [
  {
    name: "POST /v3/chat",
    about: "Chat, plain or streamed.",
    body: { gateId: "default", data: { messages } },
  },
  {
    name: "POST /v3/image",
    about: "Pictures.",
    body: { gateId: "default", model: "sandbox/image", data: { prompt: "A grey pixel" } },
  },
  {
    name: "POST /v3/embeddings",
    about: "Texts as vectors.",
    body: { gateId: "default", model: "sandbox/embed", data: { input: "Say hello" } },
  },
  {
    name: "POST /v3/tts",
    about: "A text spoken; the sound stands in the answer as base64.",
    body: { gateId: "default", model: "sandbox/tts", data: { input: "Say hello" } },
  },
  {
    name: "POST /v3/ocr",
    about: "A document read, at Mistral.",
    body: {
      gateId: "default",
      model: "mistral-ocr-latest",
      data: { documentUrl: "https://example.com/letter.pdf" },
    },
  },
  {
    name: "POST /v3/video",
    about: "Videos. No provider makes them here yet; a right request is refused by name.",
    body: { gateId: "default", data: { prompt: "A cat on a chair" } },
  },
  {
    name: "POST /v2/complete",
    about: "For older clients: any of these tasks, named in type or by the gate, without streams.",
    body: { gateId: "default", type: "chat", data: { messages } },
  },
  {
    name: "POST /v1/complete",
    about: "For the oldest clients: a flat chat.",
    body: { gate: "default", messages },
  },
];

export const OTHER_ENDPOINTS: readonly EndpointExample[] = [
  { name: "GET /v1/key", about: "Which key this is, and what it may do." },
  { name: "GET /v1/keys", about: "The account's keys." },
  { name: "POST /v1/keys", about: "A new key. Its secret is shown this once.", body: { name: "CI" } },
  { name: "GET /v1/gates", about: "The account's gates, with everything they say." },
  {
    name: "POST /v1/gates",
    about: "A new gate: a name and the model it runs.",
    body: { name: "drafts", model: "sandbox/echo" },
  },
  { name: "GET /v1/provider-keys", about: "The account's own keys at providers, masked." },
  { name: "GET /v1/prices", about: "What each model costs, by the list or the account's own price." },
  { name: "GET /v1/registry", about: "The catalogue of models, for older clients." },
  { name: "GET /v1/openapi.json", about: "Every endpoint for machines, these and the rest." },
  { name: "GET /health", about: "Whether the server is alive; no key is needed." },
];

/** The command that calls an endpoint from a shell. The key is read from the environment. */
export function curlOf(address: string, { name, body, more }: EndpointExample): string {
  const [, path] = name.split(" ");
  const parts = [`curl ${address}${path}`, '-H "Authorization: Bearer $LAYER_API_KEY"'];
  if (body !== undefined) {
    // A quote within single quotes of a shell ends them.
    const json = JSON.stringify(body).replaceAll("'", "'\\''");
    parts.push('-H "Content-Type: application/json"', `-d '${json}'`);
  }
  if (more !== undefined) parts.push(more);
  return parts.join(" \\\n  ");
}
