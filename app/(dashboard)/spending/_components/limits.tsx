import type { Ctx } from "@/lib/context";
import type { SpendingLimit } from "@/lib/spending/contract";
import { firstToStop } from "@/lib/spending/first-to-stop";
import { isRefusing } from "@/lib/spending/is-refusing";
import { listOutlooks } from "@/lib/spending/list-outlooks";
import { SuspendedNote } from "../../_spending/suspended-note";
import { AccountLimit } from "./account-limit";
import { LimitsTree } from "./limits-tree";

/** More are a list, no overview; those that are used most are looked at. */
const MOST_SHOWN = 100;
const MOST_NOTES = 3;

/** What stands in the way of calls, the limits of the account in full, and all limits as a tree. */
export async function Limits({
  ctx,
  limits,
  mayChange,
}: {
  ctx: Ctx;
  limits: readonly SpendingLimit[];
  mayChange: boolean;
}) {
  const at = ctx.clock.now();
  const watched = await listOutlooks(ctx, mostUsed(limits));
  const first = firstToStop(watched);
  const refusing = limits.filter(isRefusing);
  return (
    <>
      {refusing.slice(0, MOST_NOTES).map((limit) => (
        <SuspendedNote key={limit.id} limit={limit} at={at} mayChange={mayChange} />
      ))}
      {watched
        .filter(({ limit }) => limit.scope === "account")
        .map(({ limit, outlook }) => (
          <AccountLimit key={limit.id} limit={limit} outlook={outlook} at={at} mayChange={mayChange} />
        ))}
      <LimitsTree
        watched={watched}
        first={first}
        left={limits.length - watched.length}
        at={at}
        mayChange={mayChange}
      />
    </>
  );
}

/** In their own order. */
function mostUsed(limits: readonly SpendingLimit[]): SpendingLimit[] {
  if (limits.length <= MOST_SHOWN) return [...limits];
  const used = ({ now, scope }: SpendingLimit) =>
    scope === "account" ? Number.POSITIVE_INFINITY : (now.percentUsed ?? 0);
  const most = new Set([...limits].sort((one, other) => used(other) - used(one)).slice(0, MOST_SHOWN));
  return limits.filter((limit) => most.has(limit));
}
