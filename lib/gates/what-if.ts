import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { DAY_MS } from "@/lib/core/time";
import { keptSince } from "@/lib/logs/kept-since";
import { listCatalogue } from "@/lib/models/catalogue";
import { accountPrices } from "@/lib/prices/account-prices";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import { getConfigVersion } from "@/lib/provider-keys/queries";
import { type WhatIfCost, whatIfCost } from "@/lib/usage/what-if-cost";
import type { Gate } from "./contract";

export const WHAT_IF_DAYS = [7, 30] as const;
export type WhatIfDays = (typeof WHAT_IF_DAYS)[number];

export type WhatIf = WhatIfCost & {
  /** As one writes it in a gate. */
  model: string;
  days: WhatIfDays;
  priceVersion: string | null;
  /** Since when the log has its rows, where that is within the span: older requests have expired, and are left out. */
  keptFrom: Date | null;
};

/**
 * What a gate's requests of the last days would have cost on another model, at the price that it has now. Throws `invalid_field` (param
 * `model`) for a model that is not known or has no price.
 */
export async function whatIf(
  ctx: Ctx,
  { gate, model: name, days }: { gate: Gate; model: string; days: WhatIfDays },
): Promise<WhatIf> {
  const now = ctx.clock.now();
  const account = { accountId: ctx.accountId, configVersion: await getConfigVersion(ctx) };
  const [directory, prices] = await Promise.all([accountDirectory(account), accountPrices(account)]);
  const catalogue = await listCatalogue(directory, prices, now);
  const model = catalogue.find((one) => one.id === name || `${one.provider}/${one.model}` === name);
  if (model === undefined) throw wrong("model: use a model as one writes it in a gate, such as gpt-4o-mini.");
  if (model.price === null) throw wrong("No price of this model is known. Set one, then ask again.");
  const from = new Date(now.getTime() - days * DAY_MS);
  // Asked for after the cost: what expires in between is told to be gone.
  const cost = await whatIfCost(ctx, { gateId: gate.id, from, to: now, price: model.price });
  const since = await keptSince(ctx);
  const keptFrom = since !== null && since > from ? since : null;
  return { ...cost, model: model.id, days, priceVersion: model.priceVersion, keptFrom };
}

function wrong(message: string): AppError {
  return new AppError("invalid_field", message, { param: "model" });
}
