import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { completeSettings } from "@/lib/gates/complete-settings";
import { gateName, gateSettingsPatch } from "@/lib/gates/contract";
import { getGate } from "@/lib/gates/queries";
import { refuseFaults } from "@/lib/gates/refuse-bad-settings";
import { testModels } from "@/lib/gateway/test-models";
import type { AdmittedGate } from "@/lib/keys/admission";
import type { KeyCtx } from "@/lib/transport/authenticate-key";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { gatewayDeps } from "@/lib/transport/gateway-deps";

const result = z.object({
  model: z.string(),
  success: z.boolean(),
  latency: z.int().meta({ description: "Milliseconds." }),
  content: z.string().nullish(),
  error: z.string().optional(),
});

const body = z
  .strictObject({
    messages: z
      .array(z.looseObject({ role: z.string(), content: z.unknown() }), {
        error: "messages: send a list of messages, each with a role and a content.",
      })
      .min(1, { error: "messages: send at least one message." })
      .max(50, { error: "messages: send at most 50 messages." }),
    gateId: z.string().optional().meta({ description: "Id or name of a saved gate." }),
    gate: gateSettingsPatch.extend({ name: gateName.optional() }).optional().meta({
      description: "Settings that need not be saved. With `gateId` they win over the saved ones.",
    }),
    quickTest: z.boolean().optional().meta({ description: "true asks the first model only." }),
  })
  .superRefine(({ gateId, gate }, issues) => {
    if (gateId !== undefined || gate?.model !== undefined) return;
    issues.addIssue({
      code: "custom",
      path: ["gate", "model"],
      message: "Name a model, or a gate in gateId.",
    });
  });

const testGateEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/gates/test",
  operationId: "testGate",
  tag: "Gates",
  summary: "Try a gate, saved or not",
  description:
    "Sends the messages to the gate's first model and, unless `quickTest`, to each fallback. The calls are real: they cost, " +
    "count under the key and are marked as tests in the log. Answers 200 even when a model fails, and says why.",
  auth: true,
  resource: ["gates", "inference"],
  body,
  bodyExample: { messages: [{ role: "user", content: "Say hello" }], gate: { model: "sandbox/echo" } },
  responses: {
    200: {
      description: "How each model did.",
      schema: z.object({ primary: result, fallback: z.array(result).optional() }),
      example: { primary: { model: "sandbox/echo", success: true, latency: 3, content: "Say hello" } },
    },
  },
  errors: ["not_found"],
  async run(ctx, { body: { messages, quickTest, ...which } }, request) {
    const gate = await gateToTry(ctx, which);
    const admission = { ...ctx.admission, gate };
    const test = { admission, settings: gate.settings, messages, quick: quickTest ?? false };
    return { status: 200, body: await testModels(request, gatewayDeps(), test) };
  },
});

type Which = Pick<z.output<typeof body>, "gateId" | "gate">;

async function gateToTry(ctx: KeyCtx, { gateId, gate: changes }: Which): Promise<AdmittedGate> {
  const { name, ...given } = changes ?? {};
  const saved = gateId === undefined ? null : await getGate(ctx, gateId);
  const model = given.model ?? saved?.settings.model;
  if (model === undefined) throw new AppError("invalid_field", "Name a model.", { param: "gate.model" });
  const settings = completeSettings({ ...saved?.settings, ...given, model });
  refuseFaults(settings);
  return {
    id: saved?.id ?? null,
    name: name ?? saved?.name ?? "unsaved",
    version: changes === undefined ? (saved?.version ?? null) : null,
    settings,
    payloads: saved?.payloads ?? null,
    limits: saved?.limits ?? null,
    named: true,
  };
}

export const testGateEndpoints = [testGateEndpoint];
export const operations = testGateEndpoints.map(({ operation }) => operation);
