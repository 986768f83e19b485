import { z } from "zod";
import type { KeyId } from "@/lib/core/ids";
import { keyScope } from "@/lib/keys/scope/key-scope-schema";
import { previewScope } from "@/lib/keys/scope/scope-preview";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const moment = z.iso
  .datetime({ offset: true, error: "Use an RFC 3339 time, like 2026-11-22T09:30:00Z." })
  .transform((text) => new Date(text))
  .optional();

const previewScopeEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/keys/{id}/scope-preview",
  operationId: "previewKeyScope",
  tag: "Keys",
  summary: "What a scope would have refused",
  description:
    "Judges the key's own calls from the log, by the rule that judges new ones, and changes nothing. Without `from` and `to` these " +
    "are the calls of the last 24 hours; a span has at most 31 days. `unsure` counts calls of which the log does not know " +
    "everything that the scope asks for.",
  auth: true,
  resource: ["keys", "logs"],
  readsOnly: true,
  params: z.object({ id: z.uuid().transform((id) => id as KeyId) }),
  body: z.strictObject({
    scope: keyScope.nullable().meta({ description: "As in `PATCH /v1/keys/{id}`." }),
    from: moment,
    to: moment,
  }),
  bodyExample: { scope: { access: "inference", networks: ["203.0.113.0/24"] } },
  responses: {
    200: {
      description: "How many calls would have been refused, and which.",
      schema: z.object({
        from: z.iso.datetime(),
        to: z.iso.datetime(),
        requests: z.int(),
        refused: z.int(),
        byCode: z.record(z.string(), z.int()),
        examples: z
          .array(z.object({ id: z.uuid(), code: z.string(), message: z.string() }))
          .meta({ description: "The latest refused calls, at most 5 of each code." }),
        exact: z.boolean().meta({ description: "True when `unsure` is 0." }),
        unsure: z.int(),
      }),
      example: {
        from: "2026-11-21T09:30:00.000Z",
        to: "2026-11-22T09:30:00.000Z",
        requests: 400,
        refused: 3,
        byCode: { scope_network: 3 },
        examples: [
          {
            id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
            code: "scope_network",
            message: "This key may not be used from 198.51.100.7. It may be used from 203.0.113.0/24.",
          },
        ],
        exact: true,
        unsure: 0,
      },
    },
  },
  errors: ["not_found"],
  async run(ctx, { params, body }) {
    const { from, to, ...counted } = await previewScope(ctx, { keyId: params.id, ...body });
    const span = { from: from.toISOString(), to: to.toISOString() };
    return { status: 200, body: { ...span, ...counted, exact: counted.unsure === 0 } };
  },
});

/** Endpoints of `/v1/keys/{id}/scope-preview`. */
export const scopePreviewEndpoints = [previewScopeEndpoint];
