import { Monitor } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { SessionItem } from "@/lib/accounts/contract";

export type ShownSession = Omit<SessionItem, "userAgent"> & { device: string };

/** One signed-in browser: what, where from, since when, last seen. */
export function SessionRow({
  session,
  ending,
  onEnd,
}: {
  session: ShownSession;
  ending: boolean;
  onEnd: () => void;
}) {
  const { device, network, createdAt, lastSeenAt, current } = session;
  return (
    <li className="flex items-start gap-3 py-3">
      <Monitor aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-subtle" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-ink">
          {device}
          {current ? <Badge tone="ok">This session</Badge> : null}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-subtle text-xs">
          <span className="break-all font-mono">{network ?? "Network not known"}</span>
          <span>
            Signed in <Time value={createdAt} />
          </span>
          <span>
            Last seen <Time value={lastSeenAt} />
          </span>
        </p>
      </div>
      {current ? null : (
        <Button size="sm" loading={ending} onClick={onEnd} aria-label={`End session: ${device}`}>
          End
        </Button>
      )}
    </li>
  );
}
