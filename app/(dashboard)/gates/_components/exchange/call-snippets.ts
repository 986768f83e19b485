/** Where and what to call. */
export type CallInput = { address: string; gate: string };

const GREETING = "Say hello";

/** A first call of a gate with the official OpenAI client for TypeScript. */
export function sdkSnippet({ address, gate }: CallInput): string {
  return `// npm install openai
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: ${JSON.stringify(`${address}/v1`)},
  apiKey: process.env.LAYER_API_KEY,
});

const completion = await client.chat.completions.create({
  model: ${JSON.stringify(gate)},
  messages: [{ role: "user", content: ${JSON.stringify(GREETING)} }],
});
console.log(completion.choices[0].message.content);`;
}

/** The same in a terminal; every value is quoted for the shell. */
export function curlSnippet({ address, gate }: CallInput): string {
  const body = JSON.stringify({ model: gate, messages: [{ role: "user", content: GREETING }] });
  return [
    `curl ${quoted(`${address}/v1/chat/completions`)}`,
    `-H "Authorization: Bearer $LAYER_API_KEY"`,
    `-H "Content-Type: application/json"`,
    `-d ${quoted(body)}`,
  ].join(" \\\n  ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
