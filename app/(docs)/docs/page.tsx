import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { appUrl } from "@/lib/env";
import { Article, Section, TextLink } from "./_components/article";

export const metadata: Metadata = { title: "Documentation" };

export default function DocsPage() {
  return (
    <Article
      title="Documentation"
      lead="One address and one key for your access to language models, with every request counted and priced."
    >
      <Section id="how-it-works" title="How it works">
        <p>
          A program sends its request to this instance with an <strong>API key</strong>. The request runs
          through a <strong>gate</strong>, a named choice of model, to a model provider. What it used and what
          it cost is kept with the key, and the dashboard shows it.
        </p>
        <p>Clients made for OpenAI work as they are. They only need this address and a key of yours:</p>
        <CodeBlock label="Base URL" code={`${appUrl()}/v1`} />
      </Section>
      <Section id="where-to-start" title="Where to start">
        <ul>
          <li>
            <TextLink href="/docs/quickstart">Quickstart</TextLink>: from a new key to the first answer, in
            about a minute.
          </li>
          <li>
            <TextLink href="/docs/authentication">Authentication</TextLink>: getting, sending, and looking
            after keys.
          </li>
          <li>
            <TextLink href="/docs/gates">Gates</TextLink>: which models answer, with which settings, and what
            happens when one fails.
          </li>
          <li>
            <TextLink href="/docs/errors">Errors</TextLink>: what each code means and what to do about it.
          </li>
          <li>
            <a
              href="/v1/openapi.json"
              className="rounded-sm text-ink underline decoration-control underline-offset-2 hover:decoration-ink"
            >
              OpenAPI document
            </a>
            : every endpoint, for machines.
          </li>
        </ul>
      </Section>
    </Article>
  );
}
