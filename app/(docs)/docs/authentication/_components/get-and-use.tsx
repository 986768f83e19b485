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
        do:
      </p>
      <CodeBlock
        label="JavaScript"
        code={`import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.LAYER_API_KEY,
  baseURL: "${address}/v1",
});`}
      />
      <p>
        <strong>With environment variables.</strong> Keep the key out of your code and out of version control:
      </p>
      <CodeBlock label=".env" code={`LAYER_API_KEY=your-api-key\nOPENAI_BASE_URL=${address}/v1`} />
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
