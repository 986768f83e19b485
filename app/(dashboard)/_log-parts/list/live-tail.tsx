"use client";

import { Pause, Radio, RefreshCw, TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { formatCountExact } from "@/lib/core/format";
import { useLiveTail } from "./use-live-tail";

/**
 * Watches for rows newer than the newest one shown. They wait behind a button, so that nothing moves under anybody's eyes; while
 * somebody reads further down, in a row or its panel, or elsewhere, it rests.
 */
export function LiveTail({
  source,
  newest,
  stopHref,
}: {
  /** Where to ask how many newer rows there are. */
  source: string;
  newest: string | null;
  /** The same page without watching. */
  stopHref: string;
}) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const { state, waiting, retry } = useLiveTail(source, newest);
  const count = waiting === null ? "" : `${formatCountExact(waiting.count)}${waiting.isMore ? "+" : ""} new`;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span role="status" className="inline-flex items-center gap-2">
        <LiveBadge state={state} />
        <span className="sr-only">{count}</span>
      </span>
      {waiting === null ? null : (
        <Button
          size="sm"
          variant="primary"
          loading={pending}
          onClick={() => startTransition(() => router.refresh())}
        >
          {count}
        </Button>
      )}
      {state === "failed" ? (
        <Button size="sm" icon={<RefreshCw aria-hidden="true" className="size-3.5" />} onClick={retry}>
          Retry
        </Button>
      ) : null}
      <Link
        href={stopHref}
        scroll={false}
        prefetch={false}
        className="rounded-sm text-muted text-xs underline hover:text-ink"
      >
        Stop watching
      </Link>
    </div>
  );
}

const PAUSED = {
  hidden: "Paused: this tab is hidden",
  scrolled: "Paused while you read further down",
  reading: "Paused while a row is open or focused",
};

function LiveBadge({ state }: { state: ReturnType<typeof useLiveTail>["state"] }) {
  if (state === "live") {
    return (
      <Badge tone="ok" icon={Radio}>
        Live
      </Badge>
    );
  }
  if (state === "failed") {
    return (
      <Badge tone="danger" icon={TriangleAlert}>
        Not live: the server did not answer
      </Badge>
    );
  }
  return <Badge icon={Pause}>{PAUSED[state]}</Badge>;
}
