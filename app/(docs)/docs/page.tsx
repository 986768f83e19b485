import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article, Section } from "./_components/article";
import { Snippet } from "./_components/snippet";
import { WhereToStart } from "./_components/where-to-start";

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
          through a <strong>gate</strong>, which says by name which models answer and how, to a model
          provider. What it used and what it cost is kept with the key, and the dashboard shows it.
        </p>
        <p>
          Clients made for OpenAI or for Anthropic work as they are. They only need an address of this
          instance and a key of yours:
        </p>
        <Snippet lang="text" label="Base URL of OpenAI’s clients" code={`${appUrl()}/v1`} />
        <Snippet lang="text" label="Base URL of Anthropic’s clients" code={appUrl()} />
      </Section>
      <WhereToStart />
    </Article>
  );
}
