import { Section } from "../../_components/article";
import { Snippet, type SnippetFacts } from "../../_components/snippet";

export function VercelAiSdk() {
  return (
    <Section id="vercel-ai-sdk" title="Vercel AI SDK">
      <p>
        Its package for servers like OpenAI’s takes address and key, and gives models that every function of
        the AI SDK takes.
      </p>
      <Snippet lang="javascript" label="JavaScript, AI SDK" code={aiSdk} />
    </Section>
  );
}

export function LangChain() {
  return (
    <Section id="langchain" title="LangChain">
      <p>
        <code>ChatOpenAI</code> takes the address in JavaScript as <code>configuration.baseURL</code>, in
        Python as <code>base_url</code>.
      </p>
      <Snippet lang="javascript" label="JavaScript, LangChain" code={langChainJavaScript} />
      <Snippet lang="python" label="Python, LangChain" code={langChainPython} />
    </Section>
  );
}

function aiSdk({ address, gate }: SnippetFacts): string {
  return `// npm install ai @ai-sdk/openai-compatible
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText } from "ai";

const layer = createOpenAICompatible({
  name: "layer",
  baseURL: ${JSON.stringify(`${address}/v1`)},
  apiKey: process.env.LAYER_API_KEY,
});

const { text } = await generateText({ model: layer(${JSON.stringify(gate)}), prompt: "Say hello" });
console.log(text);`;
}

function langChainJavaScript({ address, gate }: SnippetFacts): string {
  return `// npm install @langchain/openai @langchain/core
import { ChatOpenAI } from "@langchain/openai";

const model = new ChatOpenAI({
  model: ${JSON.stringify(gate)},
  apiKey: process.env.LAYER_API_KEY,
  configuration: { baseURL: ${JSON.stringify(`${address}/v1`)} },
});

const answer = await model.invoke("Say hello");
console.log(answer.content);`;
}

function langChainPython({ address, gate }: SnippetFacts): string {
  return `# pip install langchain-openai
import os
from langchain_openai import ChatOpenAI

model = ChatOpenAI(
    model=${JSON.stringify(gate)},
    api_key=os.environ["LAYER_API_KEY"],
    base_url=${JSON.stringify(`${address}/v1`)},
)

print(model.invoke("Say hello").content)`;
}
