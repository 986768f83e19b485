export type SnippetInput = {
  /** Address of this instance without a trailing slash. */
  address: string;
  /** Name of the gate to call. */
  gate: string;
  /** Put into the code instead of the variable `LAYER_API_KEY`; null keeps the code safe to share. */
  secret: string | null;
};

export type Snippet = { id: "curl" | "javascript" | "python" | "env"; label: string; code: string };

const GREETING = "Say hello";

/** First calls against this instance, ready to run; every value is quoted for the language it stands in. */
export function snippets(input: SnippetInput): Snippet[] {
  return [
    { id: "curl", label: "curl", code: curl(input) },
    { id: "javascript", label: "JavaScript", code: javascript(input) },
    { id: "python", label: "Python", code: python(input) },
    { id: "env", label: ".env", code: environment(input) },
  ];
}

/** The two variables that the official OpenAI clients and the other snippets read. */
export function environment({ address, secret }: Pick<SnippetInput, "address" | "secret">): string {
  return `LAYER_API_KEY=${secret ?? "paste-your-key-here"}\nOPENAI_BASE_URL=${address}/v1`;
}

/** The call in three lines, where there is width for it. */
export function shortCurl(input: SnippetInput): string {
  const [address, authorization, ...rest] = curlParts(input);
  return [address, `${authorization} ${rest[0]}`, rest[1]].join(CONTINUED);
}

function curl(input: SnippetInput): string {
  return curlParts(input).join(CONTINUED);
}

const CONTINUED = " \\\n  ";

function curlParts({ address, gate, secret }: SnippetInput): string[] {
  const body = JSON.stringify({ model: gate, messages: [{ role: "user", content: GREETING }] });
  return [
    `curl ${shellQuoted(`${address}/v1/chat/completions`)}`,
    `-H "Authorization: Bearer ${secret ?? "$LAYER_API_KEY"}"`,
    `-H "Content-Type: application/json"`,
    `-d ${shellQuoted(body)}`,
  ];
}

function javascript({ address, gate, secret }: SnippetInput): string {
  return `// npm install openai
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: ${JSON.stringify(`${address}/v1`)},
  apiKey: ${secret === null ? "process.env.LAYER_API_KEY" : JSON.stringify(secret)},
});

const completion = await client.chat.completions.create({
  model: ${JSON.stringify(gate)},
  messages: [{ role: "user", content: ${JSON.stringify(GREETING)} }],
});
console.log(completion.choices[0].message.content);`;
}

function python({ address, gate, secret }: SnippetInput): string {
  return `# pip install openai
${secret === null ? "import os\n" : ""}from openai import OpenAI

client = OpenAI(
    base_url=${JSON.stringify(`${address}/v1`)},
    api_key=${secret === null ? 'os.environ["LAYER_API_KEY"]' : JSON.stringify(secret)},
)

completion = client.chat.completions.create(
    model=${JSON.stringify(gate)},
    messages=[{"role": "user", "content": ${JSON.stringify(GREETING)}}],
)
print(completion.choices[0].message.content)`;
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
