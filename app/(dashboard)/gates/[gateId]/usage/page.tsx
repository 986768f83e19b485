import type { Metadata } from "next";
import { Suspense } from "react";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { UnknownParts } from "@/components/layout/unknown-parts";
import { ButtonLink } from "@/components/ui/button";
import { LinkChoices } from "@/components/ui/link-choices";
import { Skeleton } from "@/components/ui/skeleton";
import { readRequestAddress } from "@/lib/core/request-address";
import { browserZone } from "@/lib/transport/viewer-zone";
import { loadGate } from "../../load-gate";
import { GateCharts } from "./gate-charts";
import { gateUsageHref, SPANS, USUAL_SPAN } from "./gate-usage-href";

export async function generateMetadata({ params }: PageProps<"/gates/[gateId]/usage">): Promise<Metadata> {
  const { gate } = await loadGate((await params).gateId);
  return { title: `Usage of ${gate.name}` };
}

export default async function GateUsagePage({ params, searchParams }: PageProps<"/gates/[gateId]/usage">) {
  const { ctx, gate } = await loadGate((await params).gateId);
  const { time, zone, ignored } = readRequestAddress(await searchParams, USUAL_SPAN);
  const homeZone = await browserZone();
  return (
    <>
      <PageHeader
        title={`Usage of ${gate.name}`}
        parent={{ href: "/gates", label: "Gates" }}
        actions={<ButtonLink href={`/gates/${gate.id}`}>Edit gate</ButtonLink>}
      />
      <PageBody>
        <LinkChoices
          label="Span"
          items={SPANS.map(({ range, label, name }) => ({
            label,
            name,
            href: gateUsageHref(gate.id, { range, from: null, to: null }, zone),
            isCurrent: time.range === range,
          }))}
        />
        <UnknownParts names={ignored} shown="The page is shown without" />
        <Suspense fallback={<Skeleton className="h-96 rounded-md" />}>
          <GateCharts ctx={ctx} gateId={gate.id} time={time} zone={zone} homeZone={homeZone} />
        </Suspense>
      </PageBody>
    </>
  );
}
