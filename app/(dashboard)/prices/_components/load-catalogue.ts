import type { Ctx } from "@/lib/context";
import { listCatalogue } from "@/lib/models/catalogue";
import type { CatalogueModel } from "@/lib/models/contract";
import { accountPrices } from "@/lib/prices/account-prices";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import { getConfigVersion } from "@/lib/provider-keys/queries";

/** Every model that the account can name, with what a request that starts now costs; those that can be called first. */
export async function loadCatalogue(ctx: Ctx): Promise<CatalogueModel[]> {
  const account = { accountId: ctx.accountId, configVersion: await getConfigVersion(ctx) };
  const [directory, prices] = await Promise.all([accountDirectory(account), accountPrices(account)]);
  const models = await listCatalogue(directory, prices, ctx.clock.now());
  return models.toSorted((a, b) => Number(b.configured) - Number(a.configured));
}
