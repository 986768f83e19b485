import type { ReactNode } from "react";

/** A part of the panel with its heading. */
export function PanelSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-2 border-line border-t pt-4">
      <h3 className="text-sm">{title}</h3>
      {children}
    </section>
  );
}
