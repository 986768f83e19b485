import type { Metadata } from "next";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { requireViewer } from "@/lib/transport/require-viewer";
import { browserZone } from "@/lib/transport/viewer-zone";
import { logHref, readLogAddress, WHOLE_LOG } from "../_log-parts/log-address";
import { RequestLog } from "../_log-parts/request-log";
import { SavedViews } from "../_saved-views/saved-views";

export const metadata: Metadata = { title: "Logs" };

export default async function LogsPage({ searchParams }: PageProps<"/logs">) {
  const { ctx } = await requireViewer();
  const [parts, homeZone] = await Promise.all([searchParams, browserZone()]);
  const { ignored: _, ...view } = readLogAddress(parts, WHOLE_LOG);
  // A name for which requests are meant, not for where among them somebody is.
  const place = { request: null, before: null, after: null };
  const [, query = ""] = logHref(WHOLE_LOG, view, place).split("?");
  return (
    <>
      <PageHeader title="Logs" actions={<SavedViews ctx={ctx} room="logs" path="/logs" query={query} />} />
      <PageBody className="max-w-none">
        <RequestLog ctx={ctx} place={WHOLE_LOG} parts={parts} homeZone={homeZone} />
      </PageBody>
    </>
  );
}
