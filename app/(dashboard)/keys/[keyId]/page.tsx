import type { Metadata } from "next";
import { Suspense } from "react";
import { Callout } from "@/components/ui/callout";
import { formatMoment } from "@/lib/core/format";
import { appUrl } from "@/lib/env";
import { getDefaultGate } from "@/lib/gates/queries";
import { browserZone } from "@/lib/transport/viewer-zone";
import { FirstRequestLine } from "../../_first-request/first-request-line";
import { firstRequestOf } from "../_components/first-request-of";
import { keyState } from "../_components/key-state";
import { ForecastCard } from "./_components/forecast-card";
import { KeyFacts } from "./_components/key-facts";
import { KeyUsage } from "./_components/key-usage";
import { Quickstart } from "./_components/quickstart";
import { RotatingNote } from "./_components/rotating-note";
import { UsageSkeleton } from "./_components/usage-skeleton";
import { loadKey } from "./load-key";
import { loadKeySearchParams } from "./search-params";

export async function generateMetadata({ params }: PageProps<"/keys/[keyId]">): Promise<Metadata> {
  const { key } = await loadKey((await params).keyId);
  return { title: key.name };
}

export default async function KeyPage({ params, searchParams }: PageProps<"/keys/[keyId]">) {
  const { ctx, key } = await loadKey((await params).keyId);
  const [view, homeZone] = await Promise.all([loadKeySearchParams(searchParams), browserZone()]);
  const zone = view.zone ?? homeZone;
  const state = keyState(key, ctx.clock.now(), zone);
  const gate = (await getDefaultGate(ctx))?.name ?? "default";
  const quickstart = key.countsTests ? null : <Quickstart address={appUrl()} gate={gate} />;
  return (
    <>
      {key.deletedAt === null ? null : (
        <Callout title={`Deleted on ${formatMoment(key.deletedAt, zone)}`}>
          Every call with it is refused. What it was used for stays on record.
        </Callout>
      )}
      <RotatingNote apiKey={key} />
      <KeyFacts apiKey={key} state={state} zone={zone} />
      {key.status === "never used" && !key.countsTests ? (
        <FirstRequestLine source={firstRequestOf(key.id)} address={appUrl()} />
      ) : null}
      {key.status === "never used" ? quickstart : null}
      <Suspense fallback={<UsageSkeleton />}>
        <KeyUsage ctx={ctx} apiKey={key} view={view} homeZone={homeZone} />
      </Suspense>
      {key.status === "never used" ? null : <ForecastCard keyId={key.id} />}
      {key.status === "never used" || key.status === "deleted" ? null : quickstart}
    </>
  );
}
