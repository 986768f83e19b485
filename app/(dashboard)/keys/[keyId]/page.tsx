import type { Metadata } from "next";
import { Suspense } from "react";
import { appUrl } from "@/lib/env";
import { getDefaultGate } from "@/lib/gates/queries";
import { browserZone } from "@/lib/transport/viewer-zone";
import { FirstRequestLine } from "../../_first-request/first-request-line";
import { firstRequestOf } from "../_components/first-request-of";
import { ForecastCard } from "./_components/forecast-card";
import { KeyFacts } from "./_components/key-facts";
import { KeyNotes } from "./_components/key-notes";
import { KeyUsage } from "./_components/key-usage";
import { Quickstart } from "./_components/quickstart";
import { UsageSkeleton } from "./_components/usage-skeleton";
import { loadKey, loadKeyState } from "./load-key";
import { loadKeySearchParams } from "./search-params";

export async function generateMetadata({ params }: PageProps<"/keys/[keyId]">): Promise<Metadata> {
  const { key } = await loadKey((await params).keyId);
  return { title: key.name };
}

export default async function KeyPage({ params, searchParams }: PageProps<"/keys/[keyId]">) {
  const { ctx, key } = await loadKey((await params).keyId);
  const [view, homeZone] = await Promise.all([loadKeySearchParams(searchParams), browserZone()]);
  const zone = view.zone ?? homeZone;
  const state = await loadKeyState(key.id, zone);
  const gate = (await getDefaultGate(ctx))?.name ?? "default";
  const quickstart = key.countsTests ? null : <Quickstart address={appUrl()} gate={gate} />;
  return (
    <>
      <KeyNotes apiKey={key} zone={zone} />
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
