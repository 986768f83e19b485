import { Section } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function NamingModels({ address }: { address: string }) {
  return (
    <Section id="naming-models" title="Naming a model">
      <p>
        A gate names its model, and a request may name another one in <code>model</code> when the gate lets
        it. A name is one of these:
      </p>
      <ul>
        <li>
          the provider’s own name, such as <code>gpt-4o-mini</code> or <code>claude-haiku-4-5</code>, when the
          model is in that provider’s price list;
        </li>
        <li>
          <code>provider/model</code>, such as <code>openai/gpt-4o-mini</code> or <code>ollama/llama3.3</code>
          , which says outright who answers;
        </li>
        <li>
          <code>sandbox/echo</code>, which repeats your words and needs no provider.
        </li>
      </ul>
      <p>To see what your key can use right now, gates first:</p>
      <Snippet
        lang="bash"
        label="curl"
        code={`curl ${address}/v1/models -H "Authorization: Bearer $LAYER_API_KEY"`}
      />
      <p>
        Clients made for Anthropic get the same list in their own shape. All models that this instance knows,
        reachable or not, are in the registry, which needs no key:
      </p>
      <Snippet lang="bash" label="curl" code={`curl ${address}/v1/registry`} />
    </Section>
  );
}
