import { shellQuoted } from "@/lib/core/call-snippets";
import type { SnippetFacts } from "../../_components/snippet";

const messages = [{ role: "user", content: "Count to three" }];

/** A stream in a shell: `-N` shows each piece as it comes. */
export function streamCurl({ address, gate }: SnippetFacts): string {
  const body = { model: gate, stream: true, stream_options: { include_usage: true }, messages };
  return `curl -N ${address}/v1/chat/completions \\
  -H "Authorization: Bearer $LAYER_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d ${shellQuoted(JSON.stringify(body))}`;
}

export function streamJavaScript({ address, gate }: SnippetFacts): string {
  return `${openAiClient(address)}

const stream = await client.chat.completions.create({
  model: ${JSON.stringify(gate)},
  messages: [{ role: "user", content: "Count to three" }],
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? "");
  if (chunk.usage) console.log("\\n", chunk.usage.total_tokens, "tokens");
}`;
}

export function streamPython({ address, gate }: SnippetFacts): string {
  return `import os
from openai import OpenAI

client = OpenAI(base_url=${JSON.stringify(`${address}/v1`)}, api_key=os.environ["LAYER_API_KEY"])

stream = client.chat.completions.create(
    model=${JSON.stringify(gate)},
    messages=[{"role": "user", "content": "Count to three"}],
    stream=True,
)
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="")`;
}

export function streamAnthropic({ address, gate }: SnippetFacts): string {
  return `import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ baseURL: ${JSON.stringify(address)}, apiKey: process.env.LAYER_API_KEY });

const stream = client.messages
  .stream({
    model: ${JSON.stringify(gate)},
    max_tokens: 100,
    messages: [{ role: "user", content: "Count to three" }],
  })
  .on("text", (text) => process.stdout.write(text));
const { usage } = await stream.finalMessage();
console.log("\\n", usage.output_tokens, "tokens");`;
}

/** Stops in the middle, which ends the call at the provider too. */
export function stopStream({ address, gate }: SnippetFacts): string {
  return `${openAiClient(address)}

const stream = await client.chat.completions.create({
  model: ${JSON.stringify(gate)},
  messages: [{ role: "user", content: "Count to a thousand" }],
  stream: true,
});
for await (const chunk of stream) {
  console.log(chunk.choices[0]?.delta.content);
  break; // closes the connection
}`;
}

function openAiClient(address: string): string {
  return `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: ${JSON.stringify(`${address}/v1`)},
  apiKey: process.env.LAYER_API_KEY,
});`;
}
