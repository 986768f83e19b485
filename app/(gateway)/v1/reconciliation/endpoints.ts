import { z } from "zod";
import { isTimeEnd } from "@/lib/core/time-choice";
import { reconcile } from "@/lib/reconciliation/compare/reconcile";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { exampleReconciliation, reconciliationOnWire, wireReconciliation } from "./wire";

export const tag = "Reconciliation";

const dayField = (name: string) => {
  const error = `${name}: use a UTC day such as 2026-11-28.`;
  const isDay = (text: string) => /^20\d{2}-\d{2}-\d{2}$/.test(text) && isTimeEnd(text);
  return z.string({ error }).refine(isDay, { error });
};
const PROVIDER = "provider: use the name that stands before the slash in the model's id, such as openai.";
export const providerField = z
  .string({ error: PROVIDER })
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: PROVIDER });

const reconcileEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/reconciliation",
  operationId: "reconcile",
  tag,
  summary: "Compare a provider's reports with the log",
  description:
    "What the provider's imported reports say of each UTC day and model, what went through Layer, and why the two differ: amounts " +
    "by cause that add up to the difference. Without days it is the current month.",
  auth: true,
  resource: "logs",
  query: z.strictObject({
    provider: providerField.meta({ description: "Whose reports.", example: "openai" }),
    from: dayField("from")
      .optional()
      .meta({ description: "The first UTC day; the month's first if not given." }),
    to: dayField("to").optional().meta({ description: "The last UTC day; today if not given." }),
  }),
  responses: {
    200: {
      description: "Both sides and the causes.",
      schema: wireReconciliation,
      example: exampleReconciliation,
    },
  },
  errors: [],
  async run(ctx, { query }) {
    const today = ctx.clock.now().toISOString().slice(0, 10);
    const { provider, from, to } = query;
    const last = to ?? today;
    const found = await reconcile(ctx, { provider, from: from ?? `${last.slice(0, 7)}-01`, to: last });
    return { status: 200, body: reconciliationOnWire(found) };
  },
});

/** Endpoints of `/v1/reconciliation`. */
export const reconciliationEndpoints = [reconcileEndpoint];
export const operations = reconciliationEndpoints.map(({ operation }) => operation);
