import type { ReactNode } from "react";

/** A page that could not be shown: what happened, why, the next step. The number above is the HTTP status. */
export function Problem({
  status,
  title,
  actions,
  children,
}: {
  status: string;
  title: string;
  actions: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="mx-auto flex w-full max-w-lg flex-col gap-3 px-4 py-16 md:py-24">
      <p className="tabular font-mono text-subtle text-xs">{status}</p>
      <h1 className="text-lg">{title}</h1>
      <div className="flex flex-col gap-2 text-muted">{children}</div>
      <div className="mt-2 flex flex-wrap items-center gap-2">{actions}</div>
    </div>
  );
}
