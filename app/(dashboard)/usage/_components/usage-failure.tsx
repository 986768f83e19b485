import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { UsageView } from "@/lib/usage/chart/contract";
import { usageHref } from "@/lib/usage/chart/usage-address";

/** What stands where the numbers would be when they could not be had. */
export function UsageFailure({ message, view }: { message: string; view: UsageView }) {
  return (
    <Callout tone="danger" role="alert" title="Usage could not be counted">
      <p>{message}</p>
      <p className="mt-2 flex flex-wrap gap-2">
        <ButtonLink href={usageHref(view)} prefetch={false}>
          Retry
        </ButtonLink>
        <ButtonLink href="/usage" prefetch={false}>
          Show the last 30 days
        </ButtonLink>
      </p>
    </Callout>
  );
}
