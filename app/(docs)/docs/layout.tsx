import Link from "next/link";
import type { ReactNode } from "react";
import { Brand } from "@/components/layout/brand";
import { ButtonLink } from "@/components/ui/button";
import { MAIN_ID, SkipLink } from "@/components/ui/skip-link";
import { DocsNav } from "./_components/docs-nav";

/** Readable by everybody, signed in or not. */
export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-20 flex h-14 items-center justify-between border-line border-b bg-canvas px-4 md:px-6">
        <span className="flex items-center gap-3">
          <Link href="/docs" className="rounded-sm">
            <Brand />
          </Link>
          <span className="border-line border-l pl-3 text-muted">Docs</span>
        </span>
        <ButtonLink href="/keys">Open dashboard</ButtonLink>
      </header>
      <div className="mx-auto w-full max-w-5xl md:grid md:grid-cols-[12rem_minmax(0,1fr)] md:gap-10 md:px-6">
        <div className="max-md:overflow-x-auto max-md:border-line max-md:border-b max-md:px-2 max-md:py-2 md:sticky md:top-14 md:self-start md:py-8">
          <DocsNav />
        </div>
        <main id={MAIN_ID} tabIndex={-1} className="min-w-0 px-4 py-8 md:px-0">
          {children}
        </main>
      </div>
    </>
  );
}
