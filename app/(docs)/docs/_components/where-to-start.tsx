import { DOCS_PAGES, docsPath } from "../_pages/docs-pages";
import { Section, TextLink } from "./article";

/** The pages of the documentation, each with what it is about. */
export function WhereToStart() {
  return (
    <Section id="where-to-start" title="Where to start">
      <ul>
        {DOCS_PAGES.filter(({ slug }) => slug !== "introduction").map(({ slug, label, about }) => (
          <li key={slug}>
            <TextLink href={docsPath(slug)}>{label}</TextLink>: {about}
          </li>
        ))}
        <li>
          <PlainLink href="/v1/openapi.json">OpenAPI document</PlainLink>: every endpoint, for machines.
        </li>
        <li>
          <PlainLink href="/llms.txt">llms.txt</PlainLink> and{" "}
          <PlainLink href="/llms-full.txt">llms-full.txt</PlainLink>: this documentation, for language models.
          Every page is there as Markdown too, with <code>.md</code> behind its address.
        </li>
      </ul>
    </Section>
  );
}

/** To what is no page of the app. */
function PlainLink({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      className="rounded-sm text-ink underline decoration-control underline-offset-2 hover:decoration-ink"
    >
      {children}
    </a>
  );
}
