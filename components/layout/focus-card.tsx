import type { ReactNode } from "react";

/** The one card of a page that is about one thing, with the page's `h1`. */
export function FocusCard({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className="rounded-md border border-line bg-canvas p-6">
      <h1 className="text-base">{title}</h1>
      {lead ? <div className="mt-1 text-muted">{lead}</div> : null}
      {children ? <div className="mt-5">{children}</div> : null}
    </section>
  );
}
