"use client";

import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import type { SearchHit } from "./search-docs";

/** What was found, best first. The field above holds the focus and names the chosen one. */
export function SearchHits({
  id,
  hits,
  chosen,
  onChoose,
  onGo,
}: {
  id: string;
  hits: readonly SearchHit[];
  chosen: number;
  onChoose: (at: number) => void;
  onGo: (href: string) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div
      ref={list}
      id={`${id}-hits`}
      role="listbox"
      aria-label="Found"
      className="flex max-h-96 flex-col gap-0.5 overflow-y-auto empty:hidden"
    >
      {hits.map((hit, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
        <div
          key={hit.href}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === chosen}
          onClick={() => onGo(hit.href)}
          onPointerMove={() => onChoose(at)}
          className={cn("cursor-pointer rounded-md px-3 py-2", at === chosen && "bg-hover")}
        >
          <span className="flex items-baseline justify-between gap-3">
            <span className="break-words text-ink">{hit.title}</span>
            <span className="shrink-0 text-muted text-xs">{hit.title === hit.page ? "Page" : hit.page}</span>
          </span>
          <span className="mt-0.5 block truncate text-muted text-xs">{hit.excerpt}</span>
        </div>
      ))}
    </div>
  );
}
