import { Section, TextLink } from "../../_components/article";
import { Snippet, type SnippetFacts } from "../../_components/snippet";

export function GettingYourKey() {
  return (
    <Section id="getting-your-api-key" title="Getting your API key">
      <ol>
        <li>
          <TextLink href="/sign-in">Sign in</TextLink> to your dashboard.
        </li>
        <li>
          Navigate to <TextLink href="/keys">API Keys</TextLink> in the sidebar.
        </li>
        <li>
          Click <strong>Create New Key</strong>.
        </li>
        <li>Give your key a descriptive name, for example “Production” or “Development”.</li>
        <li>
          Copy the key immediately: <strong>you won’t be able to see it again</strong>, for only a fingerprint
          of it is stored.
        </li>
      </ol>
      <p>
        A key is <code>layer_</code> followed by 64 hexadecimal characters. The last eight are a checksum, so
        a typing error is told as such.
      </p>
    </Section>
  );
}

export function UsingYourKey() {
  return (
    <Section id="using-your-api-key" title="Using your API key">
      <p>
        <strong>With the SDK.</strong> Pass your API key when initializing the Layer client:
      </p>
      <Snippet lang="javascript" label="JavaScript, Layer" code={layerClient} />
      <p>
        Clients made for OpenAI or for Anthropic take it the same way; see{" "}
        <TextLink href="/docs/sdks">SDKs and tools</TextLink>:
      </p>
      <Snippet lang="javascript" label="JavaScript, OpenAI" code={openAiClient} />
      <Snippet lang="javascript" label="JavaScript, Anthropic" code={anthropicClient} />
      <p>
        <strong>With environment variables.</strong> Store your API key in environment variables for security,
        out of your code and out of version control. The clients read key and address from variables of their
        own, so a program need not be changed at all:
      </p>
      <Snippet lang="ini" label=".env" code={environment} />
      <p>
        <strong>With direct API calls.</strong> Include your API key in the <code>Authorization</code> header:
      </p>
      <Snippet lang="http" label="Header" code="Authorization: Bearer your-api-key" />
      <Snippet lang="bash" label="Which key is this? It costs nothing" code={whichKey} />
      <p>
        Clients that send <code>x-api-key</code> instead are understood too.
      </p>
    </Section>
  );
}

function layerClient({ address }: SnippetFacts): string {
  return `import { Layer } from "@layer-ai/sdk";

const layer = new Layer({
  apiKey: process.env.LAYER_API_KEY,
  baseUrl: ${JSON.stringify(address)},
});`;
}

function openAiClient({ address }: SnippetFacts): string {
  return `import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.LAYER_API_KEY,
  baseURL: ${JSON.stringify(`${address}/v1`)},
});`;
}

function anthropicClient({ address }: SnippetFacts): string {
  return `import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({
  apiKey: process.env.LAYER_API_KEY,
  baseURL: ${JSON.stringify(address)},
});`;
}

function environment({ address }: SnippetFacts): string {
  return `LAYER_API_KEY=your-api-key
LAYER_BASE_URL=${address}

# for programs that use OpenAI's client
OPENAI_API_KEY=your-api-key
OPENAI_BASE_URL=${address}/v1

# for programs that use Anthropic's client
ANTHROPIC_API_KEY=your-api-key
ANTHROPIC_BASE_URL=${address}`;
}

function whichKey({ address }: SnippetFacts): string {
  return `curl ${address}/v1/key \\
  -H "Authorization: Bearer $LAYER_API_KEY"`;
}
