import { Callout } from "@/components/ui/callout";
import { Link } from "@/components/ui/link";
import type { Ctx } from "@/lib/context";
import { priceListState } from "@/lib/prices/price-lists";

/** Says that an update of the list waits, and that entries of a list could not be read. */
export async function ProposalNote({ ctx }: { ctx: Ctx }) {
  const { candidate, accepted } = await priceListState(ctx);
  const isProposed = candidate?.status === "proposed";
  const problems = (isProposed ? candidate : accepted)?.problems ?? [];
  if (!isProposed && problems.length === 0) return null;
  const changed = candidate?.differences.filter(({ kind }) => kind !== "new").length ?? 0;
  return (
    <Callout
      tone="warn"
      title={isProposed ? "An update of the list prices waits" : "A part of the list could not be read"}
    >
      <p>
        {isProposed
          ? `${candidate?.source} changes or takes away the prices of ${changed} ${changed === 1 ? "model" : "models"}. Until it is accepted, requests are priced as before. `
          : null}
        {problems.length > 0
          ? `${problems.length} ${problems.length === 1 ? "entry is" : "entries are"} malformed; the last good price holds for ${problems.length === 1 ? "it" : "them"}. `
          : null}
        <Link href="/prices/updates" className="text-accent-ink underline underline-offset-2">
          See the update
        </Link>
      </p>
    </Callout>
  );
}
