import type { ComponentProps, ReactNode } from "react";
import { Link } from "@/components/ui/link";

/** A page of the documentation: one `h1`, a sentence that says what it is about, then sections. */
export function Article({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  return (
    <article className="flex max-w-2xl flex-col gap-10 [&_code:not(pre_code)]:wrap-break-word [&_code:not(pre_code)]:rounded-sm [&_code:not(pre_code)]:bg-hover [&_code:not(pre_code)]:px-1 [&_code:not(pre_code)]:py-0.5 [&_code:not(pre_code)]:text-xs">
      <header>
        <h1 className="text-lg">{title}</h1>
        <p className="mt-2 text-base text-muted">{lead}</p>
      </header>
      {children}
    </article>
  );
}

/** A part of an article with a heading that can be linked to. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-3 text-muted leading-6 [&_li]:pl-1 [&_ol]:flex [&_ol]:list-decimal [&_ol]:flex-col [&_ol]:gap-1.5 [&_ol]:pl-5 [&_strong]:text-ink [&_ul]:flex [&_ul]:list-disc [&_ul]:flex-col [&_ul]:gap-1.5 [&_ul]:pl-5"
    >
      <h2 id={id} className="text-base text-ink">
        <a href={`#${id}`} className="rounded-sm hover:underline">
          {title}
        </a>
      </h2>
      {children}
    </section>
  );
}

/** A link within the text: underlined, so that colour does not have to tell it. */
export function TextLink({ children, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      className="rounded-sm text-ink underline decoration-control underline-offset-2 hover:decoration-ink"
      {...rest}
    >
      {children}
    </Link>
  );
}
