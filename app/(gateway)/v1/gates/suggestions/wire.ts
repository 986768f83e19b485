import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { type SuggestionAsk, suggest } from "@/lib/gates/suggest";
import { listCatalogue } from "@/lib/models/catalogue";
import { MODEL_TASKS } from "@/lib/models/contract";
import { accountPrices } from "@/lib/prices/account-prices";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import type { KeyCtx } from "@/lib/transport/authenticate-key";

const part = z.number().min(0).max(1);

export const wireSuggestion = z
  .object({
    taskType: z.enum(MODEL_TASKS),
    primary: z.string().meta({ description: "The model as one writes it in a gate." }),
    alternatives: z
      .array(z.string())
      .max(3)
      .meta({ description: "The next best; fewer when no more are known." }),
    reasoning: z.string().meta({ description: "The arithmetic in words." }),
    scores: z
      .array(
        z.object({
          model: z.string(),
          cost: part.nullable().meta({ description: "Null when no price is known; it counts as 0." }),
          speed: part,
          capability: part,
          total: part,
          configured: z.boolean().meta({ description: "True when a request can be sent to the model now." }),
        }),
      )
      .meta({ description: "1 is best. In the order of the suggestion." }),
  })
  .meta({ id: "ModelSuggestion" });

export const exampleSuggestion: z.input<typeof wireSuggestion> = {
  taskType: "chat",
  primary: "gpt-6-luna",
  alternatives: ["gpt-5.4-nano"],
  reasoning:
    "Task chat, as the description names no other. 2 current models were compared. All of them can be reached now. " +
    "gpt-6-luna: 0.33 × 1.00 (cost) + 0.33 × 0.67 (speed) + 0.34 × 0.33 (capability) = 0.6633. Its price is $0.2 per million " +
    'tokens, three parts input and one part output. Speed and capability follow the maker\'s own tiers ("luna" in its name); ' +
    "nothing was measured.",
  scores: [
    { model: "gpt-6-luna", cost: 1, speed: 0.67, capability: 0.33, total: 0.6633, configured: true },
    { model: "gpt-5.4-nano", cost: 0, speed: 1, capability: 0, total: 0.33, configured: true },
  ],
};

/** The suggestion for an account. Throws `invalid_field` when no model for the task is known. */
export async function suggestionFor(
  ctx: KeyCtx,
  ask: SuggestionAsk,
): Promise<z.input<typeof wireSuggestion>> {
  const [directory, prices] = await Promise.all([
    accountDirectory(ctx.admission),
    accountPrices(ctx.admission),
  ]);
  const suggestion = suggest(await listCatalogue(directory, prices, ctx.clock.now()), ask);
  if (suggestion !== null) return suggestion;
  const param = ask.availableProviders === undefined ? "taskType" : "availableProviders";
  throw new AppError("invalid_field", "No model for this task is known of these providers.", { param });
}
