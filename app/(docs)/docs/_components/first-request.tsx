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

/** The first call against this instance, in three languages. The key is always read from the environment. */
export function FirstRequest({ address }: { address: string }) {
  const snippets = [
    { value: "curl", label: "curl", code: curl(address) },
    { value: "javascript", label: "JavaScript", code: javascript(address) },
    { value: "python", label: "Python", code: python(address) },
  ];
  return (
    <Tabs
      label="Language"
      items={snippets.map(({ value, label, code }) => ({
        value,
        label,
        panel: <CodeBlock label={label} code={code} />,
      }))}
    />
  );
}
