import { CircleCheck, CircleDashed, CirclePause, CircleX, Server } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { ShownState } from "./provider-state";

const ICONS = {
  "Not set": CircleDashed,
  Working: CircleCheck,
  Failing: CircleX,
  Disabled: CirclePause,
  "From environment": Server,
};

/** A state as sign and word, so that the colour only repeats it. */
export function StateBadge({ state: { word, tone } }: { state: ShownState }) {
  return (
    <Badge tone={tone} icon={ICONS[word]}>
      {word}
    </Badge>
  );
}
