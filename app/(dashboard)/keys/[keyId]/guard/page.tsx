import type { Metadata } from "next";
import { getAccountGuard } from "@/lib/guard/account-guard";
import { listGuardAlerts } from "@/lib/guard/list-guard-alerts";
import { browserZone } from "@/lib/transport/viewer-zone";
import { loadKey } from "../load-key";
import { GuardForm } from "./_components/guard-form";
import { NoticedCard } from "./_components/noticed-card";

export const metadata: Metadata = { title: "Guard of a key" };

export default async function KeyGuardPage({ params }: PageProps<"/keys/[keyId]/guard">) {
  const { ctx, key } = await loadKey((await params).keyId);
  const [account, noticed, zone] = await Promise.all([
    getAccountGuard(ctx),
    listGuardAlerts(ctx, key.id),
    browserZone(),
  ]);
  return (
    <>
      <GuardForm keyId={key.id} own={key.guard} account={account} isReadOnly={key.deletedAt !== null} />
      <NoticedCard alerts={noticed} zone={zone} />
    </>
  );
}
