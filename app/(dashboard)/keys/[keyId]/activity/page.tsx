import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { listAuditEntries } from "@/lib/audit/queries";
import { TrailPager } from "../../../_trail/trail-pager";
import { loadTrailSearchParams, placesBeside, readPlace } from "../../../_trail/trail-place";
import { trailRow } from "../../../_trail/trail-row";
import { TrailTable } from "../../../_trail/trail-table";
import { loadKey } from "../load-key";

export async function generateMetadata({ params }: PageProps<"/keys/[keyId]/activity">): Promise<Metadata> {
  const { key } = await loadKey((await params).keyId);
  return { title: `Activity of ${key.name}` };
}

export default async function KeyActivityPage({ params, searchParams }: PageProps<"/keys/[keyId]/activity">) {
  const { ctx, key } = await loadKey((await params).keyId);
  const { cursor, limit } = await loadTrailSearchParams(searchParams);
  const page = await listAuditEntries(ctx, { subjectId: key.id, ...readPlace(cursor), limit });
  if (page.entries.length === 0) {
    return (
      <EmptyState title="Nothing is on record here">
        What is done to this key from now on stands here: by whom, from where, before and after.
      </EmptyState>
    );
  }
  const rows = page.entries.map((entry) => trailRow(entry, new Set()));
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="rounded-md border border-line">
        <TrailTable caption="What was done to this key" rows={rows} />
      </div>
      <TrailPager shown={rows.length} limit={limit} {...placesBeside(page)} />
    </div>
  );
}
