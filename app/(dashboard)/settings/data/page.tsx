import type { Metadata } from "next";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { getPayloadPolicy, storedPayloads } from "@/lib/payloads/queries";
import { estimateLog } from "@/lib/retention/estimate-log";
import { logKept } from "@/lib/retention/log-kept";
import { retentionDays } from "@/lib/retention/retention-days";
import { requireViewer } from "@/lib/transport/require-viewer";
import { PolicyCard } from "./_components/policy-card";
import { RetentionCard } from "./_components/retention-card";
import { StoredCard } from "./_components/stored-card";

export const metadata: Metadata = { title: "Data" };

export default async function DataPage() {
  const { ctx } = await requireViewer();
  const [policy, stored, log, kept] = await Promise.all([
    getPayloadPolicy(ctx),
    storedPayloads(ctx),
    estimateLog(ctx),
    logKept(ctx),
  ]);
  return (
    <>
      <PageHeader title="Data" parent={{ href: "/settings", label: "Settings" }} />
      <PageBody className="max-w-3xl">
        {/* Starts anew from what is stored, when somebody else has saved. */}
        <PolicyCard key={JSON.stringify(policy)} policy={policy} />
        <StoredCard stored={stored} isKeeping={policy.store} />
        <RetentionCard days={retentionDays()} kept={kept} log={log} />
      </PageBody>
    </>
  );
}
