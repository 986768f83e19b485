import { Section } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function Suggestions({ address }: { address: string }) {
  return (
    <Section id="suggestions" title="Suggestions">
      <p>
        Describe what a gate is for and how much cost, speed and quality matter, from 0 to 1 each, and get a
        model with up to three alternatives:
      </p>
      <Snippet
        lang="bash"
        label="curl"
        code={`curl ${address}/v1/gates/suggestions \\
  -H "Authorization: Bearer $LAYER_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"description":"Answer questions of customers",
       "costWeight":0.5,"qualityWeight":0.3,"latencyWeight":0.2}'`}
      />
      <p>
        No model is asked for this and nothing is charged. The score is plain arithmetic, which the answer
        shows:
      </p>
      <ul>
        <li>
          <strong>Cost</strong> is 1 for the cheapest model compared and 0 for the dearest, in equal steps for
          each doubling of the price. Three input tokens are reckoned with one output token. A model without a
          known price gets nothing for cost.
        </li>
        <li>
          <strong>Speed</strong> and <strong>capability</strong> follow the tier that the maker sells the
          model as, told by its name: nano and lite are the smallest, then mini, haiku and flash, then models
          without such a word, then pro, opus and large. Nothing is measured, and no benchmark is quoted.
        </li>
        <li>
          Models that you can reach now come first. Deprecated models and those that a newer one of the same
          name replaces are not compared.
        </li>
      </ul>
      <p>
        The task is taken from plain words of the description, in English: “transcribe” means speech to text,
        “embed” means embeddings, and a description that names nothing special means chat. Send{" "}
        <code>taskType</code> to say it yourself. For a gate that has a description,{" "}
        <code>GET /v1/gates/NAME/suggestions</code> asks the same with the gate’s own weights.
      </p>
    </Section>
  );
}
