import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { appUrl } from "@/lib/env";
import { Article, Section, TextLink } from "./_components/article";

export const metadata: Metadata = { title: "Documentation" };

const PAGES = [
  ["quickstart", "Quickstart", "from a new key to the first answer, in about a minute."],
  ["authentication", "Authentication", "getting, sending, and looking after keys."],
  ["gates", "Gates", "which models answer, with which settings, and what happens when one fails."],
  ["provider-keys", "Provider keys", "calls on your own bill with the makers of the models."],
  ["models", "Models and prices", "which models can be named, and what they cost."],
  ["endpoints", "Endpoints", "everything a key can call, each with an example."],
  ["errors", "Errors", "what each code means and what to do about it."],
] as const;

export default function DocsPage() {
  return (
    <Article
      title="Documentation"
      lead="One address and one key for your access to language models, with every request counted and priced."
    >
      <Section id="how-it-works" title="How it works">
        <p>
          A program sends its request to this instance with an <strong>API key</strong>. The request runs
          through a <strong>gate</strong>, which says by name which models answer and how, to a model
          provider. What it used and what it cost is kept with the key, and the dashboard shows it.
        </p>
        <p>
          Clients made for OpenAI or for Anthropic work as they are. They only need an address of this
          instance and a key of yours:
        </p>
        <CodeBlock label="Base URL of OpenAI’s clients" code={`${appUrl()}/v1`} />
        <CodeBlock label="Base URL of Anthropic’s clients" code={appUrl()} />
      </Section>
      <Section id="where-to-start" title="Where to start">
        <ul>
          {PAGES.map(([page, title, says]) => (
            <li key={page}>
              <TextLink href={`/docs/${page}`}>{title}</TextLink>: {says}
            </li>
          ))}
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
