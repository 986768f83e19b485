"use client";

import { useSyncExternalStore } from "react";
import { formatMoment, formatRelative } from "@/lib/core/format";
import { MINUTE_MS } from "@/lib/core/time";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

/* One clock for all times of a page: they tick together, and a hidden page of 50 rows has one timer. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, MINUTE_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const readNow = () => Math.max(now, 1);
const serverNow = () => 0;
const readZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const serverZone = () => "UTC";
const never = () => () => undefined;

/**
 * A moment: relative up to 7 days away, then its date. Hover or focus tells it exactly, in `zone` (default: the
 * viewer's) and in UTC. `value` is an ISO 8601 text when it crosses from a server component.
 */
export function Time({
  value,
  zone,
  className,
}: {
  value: Date | string;
  zone?: string | undefined;
  className?: string;
}) {
  const date = typeof value === "string" ? new Date(value) : value;
  const ticking = useSyncExternalStore(subscribe, readNow, serverNow);
  const viewerZone = useSyncExternalStore(never, readZone, serverZone);
  const shownIn = zone ?? viewerZone;
  const exact = formatMoment(date, shownIn);
  return (
    <Tooltip
      content={
        <span className="tabular flex flex-col">
          <span>{exact}</span>
          {shownIn === "UTC" ? null : <span className="text-muted">{formatMoment(date, "UTC")}</span>}
        </span>
      }
    >
      <time
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact moment must be reachable without a pointer
        tabIndex={0}
        dateTime={date.toISOString()}
        suppressHydrationWarning
        className={cn("tabular whitespace-nowrap rounded-sm", className)}
      >
        {formatRelative(date, ticking === 0 ? new Date() : new Date(ticking), shownIn)}
      </time>
    </Tooltip>
  );
}
