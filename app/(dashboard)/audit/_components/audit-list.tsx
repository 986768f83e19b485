import { ScrollText } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { listAuditEntries } from "@/lib/audit/queries";
import type { Ctx } from "@/lib/context";
import { listGates } from "@/lib/gates/queries";
import { TrailPager } from "../../_trail/trail-pager";
import { placesBeside, readPlace } from "../../_trail/trail-place";
import { trailRow } from "../../_trail/trail-row";
import { TrailTable } from "../../_trail/trail-table";
import { type AuditView, filterOf, isFiltered } from "../search-params";

/** Reads the part of the trail that the address asks for. */
export async function AuditList({ ctx, view }: { ctx: Ctx; view: AuditView }) {
  const filter = filterOf(view, ctx.clock.now());
  const [page, gates] = await Promise.all([
    listAuditEntries(ctx, { ...filter, ...readPlace(view.cursor), limit: view.limit }),
    listGates(ctx),
  ]);
  if (page.entries.length === 0) return <Nothing filtered={isFiltered(view) || view.cursor !== null} />;
  const live = new Set<string>(gates.map(({ id }) => id));
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="rounded-md border border-line">
        <TrailTable caption="Audit log" rows={page.entries.map((entry) => trailRow(entry, live))} />
      </div>
      <TrailPager shown={page.entries.length} limit={view.limit} {...placesBeside(page)} />
    </div>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState title="No entry matches" action={<ButtonLink href="/audit">Show the whole log</ButtonLink>}>
        Nothing in the audit log fits all of these filters.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<ScrollText aria-hidden="true" />} title="Nothing has been done yet">
      Whatever you or a key change from now on stands here: keys, gates, provider keys, prices, sign-ins.
    </EmptyState>
  );
}
