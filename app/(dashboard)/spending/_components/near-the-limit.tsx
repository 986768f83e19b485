import { Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { Ctx } from "@/lib/context";
import type { SpendingLimit } from "@/lib/spending/contract";
import { AlertsCard } from "./alerts-card";
import { AtTheLimit } from "./at-the-limit";

/** Who is told when a limit is near, and what clients get when it is reached; nothing where there is none. */
export function NearTheLimit({ ctx, limit }: { ctx: Ctx; limit: SpendingLimit | null }) {
  if (limit === null) return null;
  return (
    <>
      <Suspense fallback={<Skeleton className="h-40 rounded-md" />}>
        <AlertsCard ctx={ctx} />
      </Suspense>
      <AtTheLimit accountId={ctx.accountId} limit={limit} />
    </>
  );
}
