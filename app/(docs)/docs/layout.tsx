import type { ReactNode } from "react";
import { Brand } from "@/components/layout/brand";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { MAIN_ID, SkipLink } from "@/components/ui/skip-link";
import { DocsNav } from "./_components/docs-nav";
import { docsReader } from "./_components/docs-reader";
import { DocsSearch } from "./_components/docs-search";
import { GateChoice } from "./_components/gate-choice";
import { PageTools } from "./_components/page-tools";
import { DOCS_PAGES, docsPath } from "./_pages/docs-pages";
import { REFERENCE_PAGES } from "./_pages/reference-pages";

/** Readable by everybody, signed in or not. */
export default async function DocsLayout({ children }: { children: ReactNode }) {
  const { gate, gates } = await docsReader();
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-20 flex h-14 items-center justify-between border-line border-b bg-canvas px-4 md:px-6">
        <span className="flex items-center gap-3">
          <Link href="/docs" className="rounded-sm">
            <Brand />
          </Link>
          <span className="border-line border-l pl-3 text-muted max-[23rem]:hidden">Docs</span>
        </span>
        <span className="flex items-center gap-2">
          <DocsSearch />
          <ButtonLink href="/keys">Open dashboard</ButtonLink>
        </span>
      </header>
      <div className="mx-auto w-full max-w-5xl md:grid md:grid-cols-[12rem_minmax(0,1fr)] md:gap-10 md:px-6">
        <div
          data-docs-nav
          className="relative max-md:overflow-x-auto max-md:border-line max-md:border-b max-md:px-2 max-md:py-2 md:sticky md:top-14 md:max-h-[calc(100dvh-3.5rem)] md:-mx-1 md:self-start md:overflow-y-auto md:px-1 md:py-8"
        >
          <DocsNav
            pages={DOCS_PAGES.map(({ slug, label }) => ({ href: docsPath(slug), label }))}
            reference={REFERENCE_PAGES.map(({ slug, tag }) => ({ href: docsPath(slug), label: tag }))}
          />
        </div>
        <main id={MAIN_ID} tabIndex={-1} className="min-w-0 px-4 py-8 md:px-0">
          <div className="mb-4 flex max-w-2xl flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <PageTools />
            {gates.length > 1 ? <GateChoice gate={gate} gates={gates} /> : null}
          </div>
          {children}
        </main>
      </div>
    </>
  );
}
