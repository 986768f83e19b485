import { Wallet } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { Ctx } from "@/lib/context";
import { formatUsd } from "@/lib/core/format";
import { NewLimitButton } from "../../_spending/new-limit-button";
import { recentSpend } from "../recent-spend";
import { suggestedLimit } from "../suggested-limit";

/** Where there is no limit yet: what was spent lately, and one that would leave room for it. */
export async function NoLimits({ ctx, mayChange }: { ctx: Ctx; mayChange: boolean }) {
  const spent = await recentSpend(ctx);
  const dollars = suggestedLimit(spent);
  const amount = `$${dollars.toLocaleString("en-US")}`;
  return (
    <Card>
      <EmptyState
        icon={<Wallet aria-hidden="true" />}
        title="No spending limit yet"
        action={
          mayChange ? (
            <>
              <NewLimitButton label={`Set ${amount} a month`} amount={String(dollars)} primary />
              <NewLimitButton label="Set another limit" />
            </>
          ) : null
        }
      >
        <p>
          {spent === 0n
            ? `Nothing was spent in the last 30 days. ${amount} a month is a careful start.`
            : `${formatUsd(spent)} was spent in the last 30 days. ${amount} a month leaves room for at least half as much again.`}
        </p>
        <p className="mt-2">
          A limit that blocks is never passed, by any key, gate or stream. Keys and gates can have limits of
          their own besides.
          {mayChange ? "" : " An owner of the account can set one."}
        </p>
      </EmptyState>
    </Card>
  );
}
