import { CircleAlert, CircleCheck, CircleSlash, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { SpendingLimit } from "@/lib/spending/contract";
import { isRefusing } from "@/lib/spending/is-refusing";
import { untilWords } from "./limit-words";

const NEARLY = 80;

/** How a limit stands, in a word or two. */
export function LimitBadge({ limit, at }: { limit: SpendingLimit; at: Date }) {
  const percent = limit.now.percentUsed ?? 0;
  if (limit.now.status === "suspended") {
    return (
      <Badge tone="danger" icon={CircleSlash}>
        Suspended {untilWords(limit, at)}
      </Badge>
    );
  }
  if (isRefusing(limit)) {
    return (
      <Badge tone="danger" icon={CircleSlash}>
        Refuses calls
      </Badge>
    );
  }
  if (percent >= 100) {
    return (
      <Badge tone="danger" icon={CircleAlert}>
        Passed
      </Badge>
    );
  }
  if (percent >= NEARLY) {
    return (
      <Badge tone="warn" icon={TriangleAlert}>
        Nearly reached
      </Badge>
    );
  }
  return (
    <Badge tone="ok" icon={CircleCheck}>
      Active
    </Badge>
  );
}
