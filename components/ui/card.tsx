import type { ReactNode } from "react";
import { cn } from "./cn";

/** A framed part of a page. With a `title` it is a section with a heading (`h2`, or `level`) and optional actions. */
export function Card({
  title,
  description,
  actions,
  level = 2,
  className,
  children,
}: {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  level?: 2 | 3;
  className?: string;
  children: ReactNode;
}) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className={cn("rounded-md border border-line bg-canvas p-4 md:p-5", className)}>
      {title ? (
        <header className="mb-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0">
            <Heading className="text-base text-ink">{title}</Heading>
            {description ? <p className="mt-0.5 max-w-prose text-muted">{description}</p> : null}
          </div>
          {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      {children}
    </section>
  );
}

/** One number with its name, for rows of key figures. Wrap several in a `<dl>`. */
export function Figure({ label, value, note }: { label: ReactNode; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-3">
      <dt className="font-normal text-subtle text-xs">{label}</dt>
      <dd className="wrap-anywhere tabular mt-1 font-medium text-ink text-lg">{value}</dd>
      {note ? <dd className="mt-0.5 text-subtle text-xs">{note}</dd> : null}
    </div>
  );
}
