import type { Metadata } from "next";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { requireViewer } from "@/lib/transport/require-viewer";
import { browserZone } from "@/lib/transport/viewer-zone";
import { WHOLE_LOG } from "../_log-parts/log-address";
import { RequestLog } from "../_log-parts/request-log";

export const metadata: Metadata = { title: "Logs" };

export default async function LogsPage({ searchParams }: PageProps<"/logs">) {
  const { ctx } = await requireViewer();
  const [parts, homeZone] = await Promise.all([searchParams, browserZone()]);
  return (
    <>
      <PageHeader title="Logs" />
      <PageBody className="max-w-none">
        <RequestLog ctx={ctx} place={WHOLE_LOG} parts={parts} homeZone={homeZone} />
      </PageBody>
    </>
  );
}
