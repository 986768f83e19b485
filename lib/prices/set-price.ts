import { count, eq } from "drizzle-orm";
import { raiseConfigVersion } from "@/db/raise-config-version";
import { priceOverrides } from "@/db/schema/prices";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { newId, type PriceId } from "@/lib/core/ids";
import { parseUsdPerMillion } from "@/lib/core/money";
import { type NewPriceInput, newPrice, type PriceOverride } from "./contract";
import { toOverride } from "./queries";
import { recordPrice } from "./record-price";

/** What an account remembers of every model it prices; each admission of another state of it reads them all. */
const MOST_PRICES = 5_000;

/**
 * Gives a model an account's own price from a moment on; requests that start before it keep theirs. Rows are added, never
 * changed. Raises `accounts.config_version` with it. Throws `invalid_field` (param is the field) and `conflict` when there is a
 * price of the same moment, or when the account has 5,000 prices.
 */
export async function setPrice(ctx: Ctx, input: NewPriceInput): Promise<PriceOverride> {
  const given = checked(input);
  const now = ctx.clock.now();
  const from = given.effectiveFrom === undefined ? now : new Date(given.effectiveFrom);
  const { accountId } = ctx;
  return ctx.db.transaction(async (tx) => {
    await raiseConfigVersion(tx, accountId);
    const [held] = await tx
      .select({ prices: count() })
      .from(priceOverrides)
      .where(eq(priceOverrides.accountId, accountId));
    if ((held?.prices ?? 0) >= MOST_PRICES) {
      throw new AppError("conflict", `An account has at most ${MOST_PRICES} prices of its own.`);
    }
    const [row] = await tx
      .insert(priceOverrides)
      .values({ id: newId<PriceId>(now.getTime()), accountId, createdAt: now, ...columns(given, from) })
      .onConflictDoNothing()
      .returning();
    if (row === undefined) throw sameMoment(given, from);
    const price = toOverride(row);
    await recordPrice(tx, ctx, "price.set", { before: null, after: price });
    return price;
  });
}

type Checked = ReturnType<typeof newPrice.parse>;

function checked(input: NewPriceInput): Checked {
  const parsed = newPrice.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const param = issue?.path.join(".") ?? "";
  throw new AppError("invalid_field", issue?.message ?? "The price is not valid.", { param });
}

function columns(given: Checked, effectiveFrom: Date) {
  const pico = (text: string | null | undefined) =>
    text === null || text === undefined ? null : parseUsdPerMillion(text);
  return {
    provider: given.provider,
    model: given.model,
    effectiveFrom,
    source: given.source ?? "set by the account",
    inputPicoUsd: pico(given.inputUsdPerMillion),
    cachedInputPicoUsd: pico(given.cachedInputUsdPerMillion),
    cacheWritePicoUsd: pico(given.cacheWriteUsdPerMillion),
    cacheWrite1hPicoUsd: pico(given.cacheWrite1hUsdPerMillion),
    outputPicoUsd: pico(given.outputUsdPerMillion),
    audioInputPicoUsd: pico(given.audioInputUsdPerMillion),
    audioOutputPicoUsd: pico(given.audioOutputUsdPerMillion),
  };
}

function sameMoment({ provider, model }: Checked, from: Date): AppError {
  const message = `${provider}/${model} has a price from ${from.toISOString()} on already. Choose another moment.`;
  return new AppError("conflict", message, { param: "effectiveFrom" });
}
