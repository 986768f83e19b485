import { CodeBlock } from "@/components/ui/code-block";
import { Section, TextLink } from "../../_components/article";

export function GettingYourKey() {
  return (
    <Section id="getting-your-api-key" title="Getting your API key">
      <ol>
        <li>
          <TextLink href="/sign-in">Sign in</TextLink> to your dashboard.
        </li>
        <li>
          Go to <strong>API Keys</strong> in the sidebar.
        </li>
        <li>
          Click <strong>Create New Key</strong>.
        </li>
        <li>Give the key a descriptive name, for example “Production” or “Development”.</li>
        <li>
          Copy the key immediately. <strong>You will not be able to see it again</strong>: only a fingerprint
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

export function UsingYourKey({ address }: { address: string }) {
  return (
    <Section id="using-your-api-key" title="Using your API key">
      <p>
        <strong>With an SDK.</strong> Pass the key when you create the client. Any client made for OpenAI will
        do; those made for Anthropic take the address without <code>/v1</code>:
      </p>
      <CodeBlock
        label="JavaScript, OpenAI"
        code={`import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.LAYER_API_KEY,
  baseURL: "${address}/v1",
});`}
      />
      <CodeBlock
        label="JavaScript, Anthropic"
        code={`import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({
  apiKey: process.env.LAYER_API_KEY,
  baseURL: "${address}",
});`}
      />
      <p>
        <strong>With environment variables.</strong> Keep the key out of your code and out of version control.
        The official clients read key and address from variables of their own, so a program need not be
        changed at all:
      </p>
      <CodeBlock
        label=".env"
        code={`LAYER_API_KEY=your-api-key

# for programs that use OpenAI's client
OPENAI_API_KEY=your-api-key
OPENAI_BASE_URL=${address}/v1

# for programs that use Anthropic's client
ANTHROPIC_API_KEY=your-api-key
ANTHROPIC_BASE_URL=${address}`}
      />
      <p>
        <strong>With direct API calls.</strong> Send the key in the <code>Authorization</code> header. Clients
        that send <code>x-api-key</code> instead are understood too.
      </p>
      <CodeBlock label="Header" code="Authorization: Bearer your-api-key" />
      <p>To see which key a program is using, without spending anything, ask:</p>
      <CodeBlock label="curl" code={`curl ${address}/v1/key -H "Authorization: Bearer $LAYER_API_KEY"`} />
    </Section>
  );
}
