import { z } from "zod";
import { changeKeys } from "@/lib/keys/bulk/change-keys";
import { changeKeysInput } from "@/lib/keys/bulk/contract";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { tag } from "../fields";

const wireOutcome = z
  .object({
    id: z.string(),
    name: z.string().nullable().meta({ description: "Null when the account has no such key." }),
    outcome: z
      .enum(["changed", "unchanged", "refused"])
      .meta({ description: "`unchanged` was that way already; why a key was refused is in `error`." }),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: "KeyChangeOutcome" });

const changeKeysEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/keys/bulk",
  operationId: "changeKeys",
  tag,
  summary: "Change many API keys at once",
  description:
    "Does one thing to up to 1,000 keys in one transaction, and tells of each what became of it: what cannot be done to one " +
    "does not keep it from the others, so read the results. `setExpiry` takes `expiresAt` (null is never), `addTags` and " +
    "`removeTags` take `tags`. Once it has answered, no request that begins later is accepted with a key it disabled or deleted.",
  auth: true,
  resource: "keys",
  body: changeKeysInput,
  bodyExample: { ids: ["0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b"], action: "setExpiry", expiresAt: null },
  responses: {
    200: {
      description: "What became of each key, in the order asked; an id that is named twice is told once.",
      schema: z.object({ object: z.literal("list"), data: z.array(wireOutcome), changed: z.int() }),
      example: {
        object: "list",
        data: [
          { id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b", name: "Production", outcome: "changed", error: null },
        ],
        changed: 1,
      },
    },
  },
  errors: [],
  async run(ctx, { body }) {
    const { results } = await changeKeys(ctx, body);
    const changed = results.filter(({ outcome }) => outcome === "changed").length;
    return { status: 200, body: { object: "list", data: results, changed } };
  },
});

/** Endpoints of `/v1/keys/bulk`. */
export const bulkEndpoints = [changeKeysEndpoint];
