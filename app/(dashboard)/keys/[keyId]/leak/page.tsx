import type { Metadata } from "next";
import { Callout } from "@/components/ui/callout";
import { appUrl } from "@/lib/env";
import { getDefaultGate } from "@/lib/gates/queries";
import { damageReport } from "@/lib/keys/leak/damage-report";
import { suggestSince } from "@/lib/keys/leak/suggest-since";
import { browserZone } from "@/lib/transport/viewer-zone";
import { loadKey } from "../load-key";
import { CauseStep } from "./_components/cause-step";
import { DamageStep } from "./_components/damage-step";
import { RecordStep } from "./_components/record-step";
import { ReplaceStep } from "./_components/replace-step";
import { Step } from "./_components/step";
import { StopStep } from "./_components/stop-step";
import { loadLeakSearchParams } from "./search-params";

export async function generateMetadata({ params }: PageProps<"/keys/[keyId]/leak">): Promise<Metadata> {
  const { key } = await loadKey((await params).keyId);
  return { title: `Leak of ${key.name}` };
}

export default async function LeakPage({ params, searchParams }: PageProps<"/keys/[keyId]/leak">) {
  const { ctx, key } = await loadKey((await params).keyId);
  const [suggested, asked, zone] = await Promise.all([
    suggestSince(ctx, key.id),
    loadLeakSearchParams(searchParams),
    browserZone(),
  ]);
  const report = await damageReport(ctx, { keyId: key.id, since: asked.since ?? suggested.at });
  const place = { address: appUrl(), gate: (await getDefaultGate(ctx))?.name ?? "default" };
  const { id, name, status, exposedAt, exposedWhere, prefix } = key;
  const leaked = { id, name, status, exposedAt, exposedWhere };
  if (key.countsTests) return <Callout title="Nobody holds a secret of this key, so it cannot leak." />;
  return (
    <ol aria-label="What to do about a leaked key" className="flex flex-col gap-6">
      <Step number={1} title="Stop the damage">
        <StopStep apiKey={leaked} zone={zone} {...place} />
      </Step>
      <Step number={2} title="See the damage">
        <DamageStep report={report} suggested={suggested} zone={zone} now={ctx.clock.now()} />
      </Step>
      <Step number={3} title="Find the cause">
        <CauseStep prefix={prefix} />
      </Step>
      <Step number={4} title="Replace the key">
        <ReplaceStep apiKey={leaked} {...place} />
      </Step>
      <Step number={5} title="Put it on record">
        <RecordStep apiKey={leaked} />
      </Step>
    </ol>
  );
}
