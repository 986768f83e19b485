import type { SnippetFacts } from "../../_components/snippet";

/** A chat with Layer's own client. */
export function layerChat({ address, gate }: SnippetFacts): string {
  return `// npm install @layer-ai/sdk
import { Layer } from "@layer-ai/sdk";

const layer = new Layer({
  apiKey: process.env.LAYER_API_KEY,
  baseUrl: ${JSON.stringify(address)},
});

const answer = await layer.chat({
  gateId: ${JSON.stringify(gate)},
  data: { messages: [{ role: "user", content: "Say hello" }] },
});
console.log(answer.content, answer.cost);`;
}
