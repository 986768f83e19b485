import type { Ctx } from "@/lib/context";
import { ProviderCard } from "./provider-card";
import { readDirectory } from "./read-directory";
import { readProviders } from "./read-providers";

/** A card for each provider, with what reaches it now. */
export async function ProviderCards({ ctx }: { ctx: Ctx }) {
  const [providers, directory] = await Promise.all([readProviders(ctx), readDirectory(ctx)]);
  return (
    <ul className="grid items-start gap-4 lg:grid-cols-2">
      {providers.map((provider) => (
        <li key={provider.provider} className="min-w-0">
          <ProviderCard shown={provider} entry={directory.get(provider.provider)} />
        </li>
      ))}
    </ul>
  );
}
