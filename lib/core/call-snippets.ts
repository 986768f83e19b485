/** What a first call is made of. */
export type CallFacts = {
  /** Address of this instance without a slash at its end. */
  address: string;
  /** Name of the gate to call; any text. */
  gate: string;
  /** Put into the code instead of the variable `LAYER_API_KEY`; left out or null, the code is safe to share. */
  secret?: string | null;
};

const GREETING = "Say hello";
const CONTINUED = " \\\n  ";

/** A chat completion from a shell. With `short`, both headers stand on one line. */
export function chatCurl({ address, gate, secret }: CallFacts, shape: "long" | "short" = "long"): string {
  const body = JSON.stringify({ model: gate, messages: [{ role: "user", content: GREETING }] });
  const key = `-H "Authorization: Bearer ${secret ?? "$LAYER_API_KEY"}"`;
  const json = '-H "Content-Type: application/json"';
  return [
    `curl ${shellQuoted(`${address}/v1/chat/completions`)}`,
    ...(shape === "short" ? [`${key} ${json}`] : [key, json]),
    `-d ${shellQuoted(body)}`,
  ].join(CONTINUED);
}

/** The same with OpenAI's client for JavaScript. */
export function chatJavaScript({ address, gate, secret }: CallFacts): string {
  return `// npm install openai
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: ${JSON.stringify(`${address}/v1`)},
  apiKey: ${javaScriptKey(secret)},
});

const completion = await client.chat.completions.create({
  model: ${JSON.stringify(gate)},
  messages: [{ role: "user", content: ${JSON.stringify(GREETING)} }],
});
console.log(completion.choices[0].message.content);`;
}

/** The same with OpenAI's client for Python. */
export function chatPython({ address, gate, secret }: CallFacts): string {
  return `# pip install openai
${pythonImport(secret)}from openai import OpenAI

client = OpenAI(
    base_url=${JSON.stringify(`${address}/v1`)},
    api_key=${pythonKey(secret)},
)

completion = client.chat.completions.create(
    model=${JSON.stringify(gate)},
    messages=[{"role": "user", "content": ${JSON.stringify(GREETING)}}],
)
print(completion.choices[0].message.content)`;
}

/** A message with Anthropic's client for JavaScript, which adds `/v1` itself. */
export function messageJavaScript({ address, gate, secret }: CallFacts): string {
  return `// npm install @anthropic-ai/sdk
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({
  baseURL: ${JSON.stringify(address)},
  apiKey: ${javaScriptKey(secret)},
});

const message = await client.messages.create({
  model: ${JSON.stringify(gate)},
  max_tokens: 100,
  messages: [{ role: "user", content: ${JSON.stringify(GREETING)} }],
});
console.log(message.content[0].text);`;
}

/** A message with Anthropic's client for Python. */
export function messagePython({ address, gate, secret }: CallFacts): string {
  return `# pip install anthropic
${pythonImport(secret)}from anthropic import Anthropic

client = Anthropic(
    base_url=${JSON.stringify(address)},
    api_key=${pythonKey(secret)},
)

message = client.messages.create(
    model=${JSON.stringify(gate)},
    max_tokens=100,
    messages=[{"role": "user", "content": ${JSON.stringify(GREETING)}}],
)
print(message.content[0].text)`;
}

/** A text as one word of a shell. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function javaScriptKey(secret: CallFacts["secret"]): string {
  return secret ? JSON.stringify(secret) : "process.env.LAYER_API_KEY";
}

function pythonKey(secret: CallFacts["secret"]): string {
  return secret ? JSON.stringify(secret) : 'os.environ["LAYER_API_KEY"]';
}

function pythonImport(secret: CallFacts["secret"]): string {
  return secret ? "" : "import os\n";
}
