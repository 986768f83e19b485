import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

const add = (address: string) => `curl ${address}/v1/provider-keys \\
  -H "Authorization: Bearer $LAYER_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d "{\\"provider\\":\\"openai\\",\\"apiKey\\":\\"$OPENAI_API_KEY\\"}"`;

export function AddingKeys({ address }: { address: string }) {
  return (
    <Section id="adding" title="Adding a key">
      <ol>
        <li>
          Open <TextLink href="/provider-keys">Provider Keys</TextLink> and press <strong>Add key</strong> on
          the provider's card.
        </li>
        <li>
          Paste the key. It is tested first, by asking the provider for its models, which costs nothing.
        </li>
        <li>
          When the test went well, the key is stored encrypted. From then on only its first and last
          characters are shown. It is used by the very next request.
        </li>
      </ol>
      <p>
        A program does the same. Here the provider's key stands in the environment too, as{" "}
        <code>OPENAI_API_KEY</code>:
      </p>
      <Snippet lang="bash" label="Add a provider key" code={add(address)} />
      <p>
        <strong>A server of your own</strong> (Ollama, vLLM, llama.cpp, OpenRouter and others) has a name and
        a base URL as well. Its models are called after the name: <code>lab/llama3.2</code>. A server that
        wants no key is added without one.
      </p>
      <p>
        The key of a provider can be replaced, disabled and deleted at any time. Changing the base URL needs
        the key again, so that nobody who gets into the dashboard can have a stored key sent elsewhere.
      </p>
    </Section>
  );
}

export function WhichKeyIsUsed() {
  return (
    <Section id="order" title="Which key is used">
      <p>For each provider, the first of these that there is:</p>
      <ol>
        <li>your account's own keys that are not disabled, in the order of their card,</li>
        <li>the key of this instance, which whoever runs it has set,</li>
        <li>
          none: the call is refused with{" "}
          <TextLink href="/docs/errors#provider_not_configured">provider_not_configured</TextLink>.
        </li>
      </ol>
      <p>
        A change is true for the next request on every instance. A stored key that cannot be decrypted refuses
        the calls of its provider with{" "}
        <TextLink href="/docs/errors#provider_key_unreadable">provider_key_unreadable</TextLink>; the key of
        this instance never stands in for it. Calls with your own key are priced like all others. The result
        is an estimate, since your provider may give you other prices. The log says of each request whose
        provider key was used, <TextLink href="/spending">Spending</TextLink> how much went to yours, and{" "}
        <code>GET /v1/usage?metric=ownSpend</code> the same by key, gate, model and day.
      </p>
    </Section>
  );
}
