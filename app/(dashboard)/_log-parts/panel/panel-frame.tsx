"use client";

import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { useShortcut } from "@/components/ui/use-shortcut";
import { PanelWidth, usePanelWidth } from "./panel-width";
import { rowBeside } from "./row-beside";

/**
 * The panel of one row, beside the list or, on narrow screens, over its lower part. It is no dialog: the list stays in reach. J and K
 * go to the next and the previous row, Esc closes it and puts the focus back on its row.
 */
export function PanelFrame({
  id,
  closeHref,
  children,
}: {
  id: string;
  closeHref: string;
  children: ReactNode;
}) {
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const { width, setWidth } = usePanelWidth();

  // Opened from a row, the panel is where reading goes on; found open, it leaves the focus where the page has it.
  useEffect(() => {
    if (document.activeElement?.closest(`[data-log-row], [data-log-panel]`)) heading.current?.focus();
    document.getElementById(`row-${id}`)?.scrollIntoView({ block: "nearest" });
  }, [id]);

  function close() {
    router.push(closeHref, { scroll: false });
    const row =
      document.getElementById(`row-${id}`) ?? document.querySelector<HTMLElement>("[data-log-list]");
    row?.focus({ preventScroll: true });
  }
  function move(step: 1 | -1) {
    const row = rowBeside(id, step);
    if (row === null) return;
    heading.current?.focus();
    router.push(row, { scroll: false });
  }
  useShortcut("j", () => move(1));
  useShortcut("k", () => move(-1));
  useShortcut("escape", close);

  return (
    <aside
      aria-label="Request"
      data-log-panel
      style={{ "--panel": `${width}px` } as React.CSSProperties}
      className="relative flex shrink-0 bg-canvas max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-30 max-lg:max-h-[80dvh] max-lg:border-line-strong max-lg:border-t max-lg:shadow-elevated lg:sticky lg:top-18 lg:h-[calc(100dvh-5.5rem)] lg:w-(--panel)"
    >
      <PanelWidth width={width} onChange={setWidth} />
      <div className="flex min-w-0 flex-1 flex-col lg:rounded-md lg:border lg:border-line">
        <header className="flex items-center justify-between gap-2 border-line border-b px-4 py-2">
          <h2 ref={heading} tabIndex={-1} className="min-w-0 truncate rounded-sm text-base">
            Request
          </h2>
          <div className="flex items-center gap-1">
            <Button
              size="icon"
              variant="ghost"
              aria-label="Next row"
              aria-keyshortcuts="J"
              onClick={() => move(1)}
            >
              <ArrowDown aria-hidden="true" className="size-4" />
            </Button>
            <Button
              size="icon"
              variant="ghost"
              aria-label="Previous row"
              aria-keyshortcuts="K"
              onClick={() => move(-1)}
            >
              <ArrowUp aria-hidden="true" className="size-4" />
            </Button>
            <ButtonLink
              size="icon"
              variant="ghost"
              href={closeHref}
              scroll={false}
              prefetch={false}
              aria-label="Close"
              aria-keyshortcuts="Escape"
              onClick={(event) => {
                event.preventDefault();
                close();
              }}
            >
              <X aria-hidden="true" className="size-4" />
            </ButtonLink>
          </div>
        </header>
        <section
          aria-label="Details of the request"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-4 focus-visible:-outline-offset-2"
        >
          {children}
        </section>
      </div>
    </aside>
  );
}
