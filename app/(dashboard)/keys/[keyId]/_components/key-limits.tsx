"use client";

import type { RateLimits } from "@/lib/core/rate-limits";
import { attempt } from "@/lib/transport/attempt";
import { LimitsCard } from "../../../_limits/limits-card";
import { setKeyLimitsAction } from "../scope/actions";

/** How often and how much a key may call. */
export function KeyLimits({ keyId, own }: { keyId: string; own: RateLimits | null }) {
  return (
    <LimitsCard of="key" own={own} save={(limits) => attempt(() => setKeyLimitsAction({ keyId, limits }))} />
  );
}
