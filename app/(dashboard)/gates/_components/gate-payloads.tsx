"use client";

import type { AccountPayloadPolicy, PayloadPolicy } from "@/lib/core/payload-policy";
import { attempt } from "@/lib/transport/attempt";
import { PayloadCard } from "../../_payloads/payload-card";
import { setGatePayloadsAction } from "../actions";

export type GatePayloadFacts = { own: PayloadPolicy | null; account: AccountPayloadPolicy };

/** What is kept of the requests of a gate. It is saved alone and makes no version. */
export function GatePayloads({ gateId, own, account }: GatePayloadFacts & { gateId: string }) {
  return (
    <PayloadCard
      of="gate"
      own={own}
      account={account}
      save={(payloads) => attempt(() => setGatePayloadsAction({ gateId, payloads }))}
    />
  );
}
