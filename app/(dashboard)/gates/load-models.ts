import type { Ctx } from "@/lib/context";
import { listCatalogue } from "@/lib/models/catalogue";
import type { CatalogueModel } from "@/lib/models/contract";
import { accountPrices } from "@/lib/prices/account-prices";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import { getConfigVersion } from "@/lib/provider-keys/queries";
import type { Directory } from "@/lib/providers/directory";
import { findKind } from "@/lib/providers/kinds";
import type { ModelFact } from "./_components/model-fact";
import { inTime } from "./in-time";

const MOST_SUGGESTIONS = 500;

/**
 * The models that the editor can suggest to this account, those that can be called now first. Deprecated ones, and those that
 * answer no gate, are left out.
 */
export async function loadModels(ctx: Ctx): Promise<ModelFact[]> {
  const account = { accountId: ctx.accountId, configVersion: await getConfigVersion(ctx) };
  const [directory, prices] = await Promise.all([accountDirectory(account), accountPrices(account)]);
  // Providers that are slow to say what they offer must not keep the page waiting.
  const models = await inTime(listCatalogue(directory, prices, ctx.clock.now()), []);
  const useful = models.filter(({ deprecated, taskType }) => !deprecated && taskType !== "moderation");
  const rank = ({ configured, offered }: CatalogueModel) => (configured ? (offered ? 0 : 1) : 2);
  return useful
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST_SUGGESTIONS)
    .map((model) => factOf(model, directory));
}

function factOf(
  { id, provider, price, contextWindow, configured, taskType }: CatalogueModel,
  directory: Directory,
): ModelFact {
  const label = directory.get(provider)?.label ?? findKind(provider)?.label ?? provider;
  const chats = taskType === "chat" || taskType === null;
  return { id, provider: label, price: price?.tiers[0] ?? null, contextWindow, configured, chats };
}
