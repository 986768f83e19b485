import type { Ctx } from "@/lib/context";
import { directoryOf } from "@/lib/provider-keys/directory-of";
import { ProviderCard } from "./provider-card";
import { readProviders } from "./read-providers";

/** A card for each provider, with what reaches it now. */
export async function ProviderCards({ ctx }: { ctx: Ctx }) {
  const [providers, directory] = await Promise.all([readProviders(ctx), directoryOf(ctx)]);
  const hasEstimate = providers.some(({ keys, day }) => keys.length > 0 && day.requests > 0);
  return (
    <>
      <ul className="grid items-start gap-4 lg:grid-cols-2">
        {providers.map((provider) => (
          <li key={provider.provider} className="min-w-0">
            <ProviderCard shown={provider} entry={directory.get(provider.provider)} now={ctx.clock.now()} />
          </li>
        ))}
      </ul>
      {hasEstimate ? (
        <p className="text-subtle text-xs">
          ≈ marks an estimate from list prices. What calls with your own keys cost is on your provider's bill.
        </p>
      ) : null}
    </>
  );
}
