"use client";

import type { AccountPayloadPolicy, PayloadPolicy } from "@/lib/core/payload-policy";
import { attempt } from "@/lib/transport/attempt";
import { PayloadCard } from "../../../_payloads/payload-card";
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
