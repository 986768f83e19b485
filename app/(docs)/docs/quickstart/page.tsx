import type { Metadata } from "next";
import { Article, Section, TextLink } from "../_components/article";
import { FirstRequest } from "../_components/first-request";
import { Snippet } from "../_components/snippet";

export const metadata: Metadata = { title: "Quickstart" };

export default function QuickstartPage() {
  return (
    <Article title="Quickstart" lead="From a new key to the first answer, in about a minute.">
      <p>
        Your <TextLink href="/overview?setup=1">first steps</TextLink> stand on Overview as a checklist that
        ticks itself.
      </p>
      <Section id="create-a-key" title="1. Create a key">
        <p>
          Open <TextLink href="/keys?new=1">API Keys</TextLink>, click <strong>Create New Key</strong>, give
          the key a descriptive name, and copy it: it is shown only once.
        </p>
      </Section>
      <Section id="keep-it" title="2. Keep it in the environment">
        <p>All examples read the key from there, so that it never stands in your code.</p>
        <Snippet lang="bash" label="Shell" code={'export LAYER_API_KEY="paste your key here"'} />
      </Section>
      <Section id="first-request" title="3. Make your first request">
        <p>
          The official clients of OpenAI and of Anthropic work as they are: only the address and the key
          differ. The model is the name of a <TextLink href="/docs/gates">gate</TextLink>; every account
          starts with one called <code>default</code>.
        </p>
        <FirstRequest />
        <p>
          When no provider was configured on this instance as your account was made, that gate answers from
          the built-in sandbox: model <code>sandbox/echo</code> repeats your words, without network. To hear
          from a real model, add a <TextLink href="/provider-keys">provider key</TextLink> and choose another
          model for the gate under <TextLink href="/gates">Gates</TextLink>.
        </p>
        <p>
          Add <code>"stream": true</code> to receive the answer{" "}
          <TextLink href="/docs/streaming">piece by piece</TextLink>. Other clients, frameworks and coding
          agents are under <TextLink href="/docs/sdks">SDKs and tools</TextLink>.
        </p>
      </Section>
      <Section id="see-it" title="4. See what it cost">
        <p>
          Go back to <TextLink href="/keys">API Keys</TextLink> and open the key: its requests, tokens and
          cost are there. If the request failed, its answer carries a code;{" "}
          <TextLink href="/docs/errors">Errors</TextLink> says what to do about each.
        </p>
      </Section>
    </Article>
  );
}
