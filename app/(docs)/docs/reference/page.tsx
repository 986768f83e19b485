import type { Metadata } from "next";
import { Article, Section } from "../_components/article";
import { operationPages } from "../_pages/operation-pages";
import { REFERENCE_PAGES } from "../_pages/reference-pages";
import { OperationLink } from "./_components/operation-list";

export const metadata: Metadata = { title: "API reference" };

export default function ReferencePage() {
  return (
    <Article
      title="API reference"
      lead="Every operation of this instance's API, made from the document that it serves to programs. Each can be tried on its page."
    >
      {REFERENCE_PAGES.map((group) => (
        <Section key={group.slug} id={group.slug.replace("reference/", "")} title={group.tag}>
          <p>{group.about}</p>
          <ul>
            {operationPages(group).map((page) => (
              <li key={page.slug} className="wrap-break-word">
                <OperationLink {...page} />
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </Article>
  );
}
