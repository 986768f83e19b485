import type { Ctx } from "@/lib/context";
import { listGates } from "@/lib/gates/queries";
import { availableModels } from "@/lib/models/available-models";
import { listCatalogue } from "@/lib/models/catalogue";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import { getConfigVersion } from "@/lib/provider-keys/queries";
import type { ScopeChoices } from "./_components/scope/scope-choices";

/** What a scope can name of this account, and the address that the viewer comes from as far as it is known. */
export async function loadScopeChoices(ctx: Ctx): Promise<ScopeChoices> {
  const account = { accountId: ctx.accountId, configVersion: await getConfigVersion(ctx) };
  const directory = await accountDirectory(account);
  const [gates, catalogue] = await Promise.all([listGates(ctx), listCatalogue(directory)]);
  const own = gates.flatMap(({ settings }) => [settings.model, ...settings.fallbackModels]);
  const models = [...new Set([...own, ...availableModels(catalogue).map(({ id }) => id)])];
  return {
    gates: gates.map(({ id, name }) => ({ value: id, label: name })),
    models: models.map((id) => ({ value: id, label: id })),
    providers: [...directory.values()].map(({ id, label }) => ({ value: id, label })),
    address: ctx.origin?.network ?? null,
  };
}
