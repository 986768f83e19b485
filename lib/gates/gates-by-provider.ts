import type { Ctx } from "@/lib/context";
import { type Directory, resolveGateModel } from "@/lib/providers/directory";
import { listGates } from "./queries";

/**
 * The names of the account's gates by the provider that their model or a fallback of theirs goes to, in alphabetical order:
 * what fails, or goes on with another key, when the provider loses its key.
 */
export async function gatesByProvider(ctx: Ctx, directory: Directory): Promise<Map<string, string[]>> {
  const gates = await listGates(ctx);
  const models = new Set(gates.flatMap(({ settings }) => [settings.model, ...settings.fallbackModels]));
  const resolved = await Promise.all(
    [...models].map(
      async (model) => [model, (await resolveGateModel(directory, model))?.providerId] as const,
    ),
  );
  const providerOf = new Map(resolved);
  const names = new Map<string, string[]>();
  for (const { name, settings } of gates.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const used = new Set([settings.model, ...settings.fallbackModels].map((model) => providerOf.get(model)));
    for (const provider of used)
      if (provider !== undefined) names.set(provider, [...(names.get(provider) ?? []), name]);
  }
  return names;
}
