"use client";

import {
  CircleCheck,
  CircleDashed,
  CirclePause,
  Clock,
  FlaskConical,
  Moon,
  RefreshCw,
  ShieldAlert,
  Trash2,
  WalletCards,
} from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Tooltip } from "@/components/ui/tooltip";
import type { KeyState } from "./key-state";

const ICONS = {
  Deleted: Trash2,
  Exposed: ShieldAlert,
  Disabled: CirclePause,
  Expired: Clock,
  "Limit reached": WalletCards,
  "Expires soon": Clock,
  Rotating: RefreshCw,
  Idle: Moon,
  "Never used": CircleDashed,
  Active: CircleCheck,
  Tests: FlaskConical,
};

/** What a key is: sign and word in sight, the sentence on hover, on focus and for screen readers. */
export function KeyStatus({ state }: { state: KeyState }) {
  return (
    <Tooltip content={state.sentence}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the sentence must be reachable without a pointer */}
      <span tabIndex={0} className="inline-flex rounded-sm">
        <Badge tone={state.tone} icon={ICONS[state.word]}>
          {state.word}
          <span className="sr-only">. {state.sentence}</span>
        </Badge>
      </span>
    </Tooltip>
  );
}
