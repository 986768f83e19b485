"use client";

import type { RateLimits } from "@/lib/core/rate-limits";
import { attempt } from "@/lib/transport/attempt";
import { LimitsCard } from "../../_limits/limits-card";
import { setGateLimitsAction } from "../actions";

/** How much may run through a gate. It is saved alone and makes no version. */
export function GateLimits({ gateId, own }: { gateId: string; own: RateLimits | null }) {
  return (
    <LimitsCard
      of="gate"
      own={own}
      save={(limits) => attempt(() => setGateLimitsAction({ gateId, limits }))}
    />
  );
}
