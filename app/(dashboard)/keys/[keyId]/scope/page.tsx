import type { Metadata } from "next";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { getPayloadPolicy } from "@/lib/payloads/queries";
import { spendingLimitsOf } from "@/lib/spending/queries";
import { browserZone } from "@/lib/transport/viewer-zone";
import { maySetSpending } from "../../../_spending/may-set-spending";
import { SpendingCard } from "../../../_spending/spending-card";
import { KeyLimits } from "../_components/key-limits";
import { KeyPayloads } from "../_components/key-payloads";
import { ScopeEditor } from "../_components/scope-editor";
import { loadKey } from "../load-key";

export async function generateMetadata({ params }: PageProps<"/keys/[keyId]/scope">): Promise<Metadata> {
  const { key } = await loadKey((await params).keyId);
  return { title: `Limits & scope of ${key.name}` };
}

export default async function KeyScopePage({ params }: PageProps<"/keys/[keyId]/scope">) {
  const { ctx, key } = await loadKey((await params).keyId);
  const [zone, account, limits, mayChange] = await Promise.all([
    browserZone(),
    getPayloadPolicy(ctx),
    spendingLimitsOf(ctx, { keyId: key.id }),
    maySetSpending(ctx),
  ]);
  if (key.countsTests || key.deletedAt !== null) {
    const why = key.countsTests
      ? "This key counts tests of the dashboard, and nobody holds a secret of it."
      : "This key is deleted; every call with it is refused.";
    return <Callout title="Nothing to limit">{why}</Callout>;
  }
  return (
    <>
      <Card
        title="What this key may do"
        description="Every limit is optional. It holds for every request that begins after it is saved; refused calls are answered with 403 and stand in the log."
      >
        {/* Starts anew from what is stored, when somebody else has saved. */}
        <ScopeEditor key={JSON.stringify(key.scope)} keyId={key.id} stored={key.scope} zone={zone} />
      </Card>
      <SpendingCard
        of="key"
        id={key.id}
        limits={limits}
        zone={zone}
        at={ctx.clock.now()}
        mayChange={mayChange}
      />
      <KeyLimits key={`limits ${JSON.stringify(key.limits)}`} keyId={key.id} own={key.limits} />
      <KeyPayloads
        key={`payloads ${JSON.stringify(key.payloads)}`}
        keyId={key.id}
        own={key.payloads}
        account={account}
      />
    </>
  );
}
