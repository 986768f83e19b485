import { z } from "zod";
import { listGates } from "@/lib/gates/queries";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import { offeredModels } from "@/lib/providers/directory";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const model = z.object({
  id: z.string(),
  object: z.literal("model"),
  created: z.int().meta({ description: "Unix seconds; 0 when not known." }),
  owned_by: z.string().meta({ description: "`layer` for a gate, else the provider." }),
});

const listModelsEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/models",
  operationId: "listModels",
  tag: "Inference",
  summary: "What can be named in `model`",
  description: "The account's gates first, by name, then the models of the configured providers.",
  auth: true,
  errorShape: "openai",
  responses: {
    200: {
      description: "OpenAI's list of models.",
      schema: z.object({ object: z.literal("list"), data: z.array(model) }),
      example: {
        object: "list",
        data: [
          { id: "default", object: "model", created: 1795398224, owned_by: "layer" },
          { id: "sandbox/echo", object: "model", created: 0, owned_by: "sandbox" },
        ],
      },
    },
  },
  errors: [],
  async run(ctx) {
    const directory = await accountDirectory(ctx.admission);
    const [gates, ...offers] = await Promise.all([
      listGates(ctx),
      ...[...directory.values()].map(async ({ providers: [provider] }) => ({
        provider,
        models: provider === undefined ? [] : await offeredModels(provider),
      })),
    ]);
    const named = gates.map(({ name, createdAt }) =>
      entry(name, Math.floor(createdAt.getTime() / 1000), "layer"),
    );
    const offered = offers.flatMap(({ provider, models }) =>
      models.map(({ id, createdAt }) => entry(id, createdAt ?? 0, provider?.id ?? "")),
    );
    return { status: 200, body: { object: "list", data: [...named, ...offered] } };
  },
});

function entry(id: string, created: number, ownedBy: string): z.infer<typeof model> {
  return { id, object: "model", created, owned_by: ownedBy };
}

export const modelsEndpoints = [listModelsEndpoint];
export const operations = modelsEndpoints.map(({ operation }) => operation);
