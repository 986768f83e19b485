"use client";

import { CircleAlert, CircleCheck, CircleDashed, Star, TriangleAlert } from "lucide-react";
import { Suspense, use } from "react";
import { Badge } from "@/components/ui/badge";
import { Tooltip } from "@/components/ui/tooltip";
import type { GateState } from "./gate-state";

/** The mark of the gate that answers when a request names none. */
export function DefaultBadge() {
  return (
    <Badge icon={Star}>
      Default<span className="sr-only">: it answers requests that name no gate</span>
    </Badge>
  );
}

const ICONS = { ok: CircleCheck, warn: TriangleAlert, danger: CircleAlert, neutral: CircleDashed };

/** What a gate is, as soon as it is known: sign and word in sight, the reason on hover, on focus and for screen readers. */
export function GateStatus({ state }: { state: Promise<GateState> }) {
  return (
    <Suspense fallback={<Badge icon={CircleDashed}>Checking…</Badge>}>
      <KnownStatus promise={state} />
    </Suspense>
  );
}

function KnownStatus({ promise }: { promise: Promise<GateState> }) {
  const state = use(promise);
  return (
    <Tooltip content={state.sentence}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable without a pointer */}
      <span tabIndex={0} className="inline-flex rounded-sm">
        <Badge tone={state.tone} icon={ICONS[state.tone]}>
          {state.word}
          <span className="sr-only">. {state.sentence}</span>
        </Badge>
      </span>
    </Tooltip>
  );
}
