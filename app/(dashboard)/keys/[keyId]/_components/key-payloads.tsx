"use client";

import { PayloadCard } from "@/components/payloads/payload-card";
import type { AccountPayloadPolicy, PayloadPolicy } from "@/lib/core/payload-policy";
import { attempt } from "@/lib/transport/attempt";
import { setKeyPayloadsAction } from "../scope/actions";

/** What is kept of the requests of a key. */
export function KeyPayloads({
  keyId,
  own,
  account,
}: {
  keyId: string;
  own: PayloadPolicy | null;
  account: AccountPayloadPolicy;
}) {
  return (
    <PayloadCard
      of="key"
      own={own}
      account={account}
      save={(payloads) => attempt(() => setKeyPayloadsAction({ keyId, payloads }))}
    />
  );
}
