import { CodeBlock } from "@/components/ui/code-block";
import { Tabs } from "@/components/ui/tabs";

/** Every account starts with a gate of this name. */
const GATE = "default";

function curl(address: string): string {
  return `curl ${address}/v1/chat/completions \\
  -H "Authorization: Bearer $LAYER_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"model":"${GATE}","messages":[{"role":"user","content":"Say hello"}]}'`;
}

function javascript(address: string): string {
  return `// npm install openai
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "${address}/v1",
  apiKey: process.env.LAYER_API_KEY,
});

const completion = await client.chat.completions.create({
  model: "${GATE}",
  messages: [{ role: "user", content: "Say hello" }],
});
console.log(completion.choices[0].message.content);`;
}

function python(address: string): string {
  return `# pip install openai
import os
from openai import OpenAI

client = OpenAI(
    base_url="${address}/v1",
    api_key=os.environ["LAYER_API_KEY"],
)

completion = client.chat.completions.create(
    model="${GATE}",
    messages=[{"role": "user", "content": "Say hello"}],
)
print(completion.choices[0].message.content)`;
}

function anthropicJavascript(address: string): string {
  return `// npm install @anthropic-ai/sdk
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({
  baseURL: "${address}",
  apiKey: process.env.LAYER_API_KEY,
});

const message = await client.messages.create({
  model: "${GATE}",
  max_tokens: 100,
  messages: [{ role: "user", content: "Say hello" }],
});
console.log(message.content[0].text);`;
}

function anthropicPython(address: string): string {
  return `# pip install anthropic
import os
from anthropic import Anthropic

client = Anthropic(
    base_url="${address}",
    api_key=os.environ["LAYER_API_KEY"],
)

message = client.messages.create(
    model="${GATE}",
    max_tokens=100,
    messages=[{"role": "user", "content": "Say hello"}],
)
print(message.content[0].text)`;
}

/** The first call against this instance, from a shell and with the official clients. The key is always read from the environment. */
export function FirstRequest({ address }: { address: string }) {
  const snippets = [
    { value: "curl", label: "curl", code: curl(address) },
    { value: "openai-js", label: "OpenAI, JavaScript", code: javascript(address) },
    { value: "openai-py", label: "OpenAI, Python", code: python(address) },
    { value: "anthropic-js", label: "Anthropic, JavaScript", code: anthropicJavascript(address) },
    { value: "anthropic-py", label: "Anthropic, Python", code: anthropicPython(address) },
  ];
  return (
    <Tabs
      label="Client"
      items={snippets.map(({ value, label, code }) => ({
        value,
        label,
        panel: <CodeBlock label={label} code={code} />,
      }))}
    />
  );
}
