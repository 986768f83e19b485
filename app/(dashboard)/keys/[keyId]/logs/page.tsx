import type { Metadata } from "next";
import { browserZone } from "@/lib/transport/viewer-zone";
import { RequestLog } from "../../../_log-parts/request-log";
import { loadKey } from "../load-key";

export async function generateMetadata({ params }: PageProps<"/keys/[keyId]/logs">): Promise<Metadata> {
  const { key } = await loadKey((await params).keyId);
  return { title: `Logs of ${key.name}` };
}

export default async function KeyLogsPage({ params, searchParams }: PageProps<"/keys/[keyId]/logs">) {
  const { ctx, key } = await loadKey((await params).keyId);
  const [parts, homeZone] = await Promise.all([searchParams, browserZone()]);
  const place = { path: `/keys/${key.id}/logs`, keyId: key.id };
  return <RequestLog ctx={ctx} place={place} parts={parts} homeZone={homeZone} />;
}
