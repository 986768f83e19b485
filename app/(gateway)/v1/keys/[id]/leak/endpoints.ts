import { z } from "zod";
import { findOwnerId } from "@/lib/accounts/find-owner-id";
import type { KeyId } from "@/lib/core/ids";
import type { ApiKey } from "@/lib/keys/contract";
import { LEAK_ACTIONS, resolutionNote, whereFound } from "@/lib/keys/leak/contract";
import { replaceLeakedSecret } from "@/lib/keys/leak/replace-leaked-secret";
import { reportLeak } from "@/lib/keys/leak/report-leak";
import { resolveExposure } from "@/lib/keys/leak/resolve-exposure";
import type { KeyCtx } from "@/lib/transport/authenticate-key";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { exampleExposedKey } from "./examples";
import { exposedKeyOnWire, wireExposedKey } from "./wire";

const tag = "Keys";

const params = z.object({ id: z.uuid().transform((id) => id as KeyId) });

async function onWire(ctx: KeyCtx, key: ApiKey) {
  return exposedKeyOnWire(key, (await findOwnerId(ctx)) ?? ctx.accountId);
}

const reportLeakEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/keys/{id}/leak",
  operationId: "reportLeak",
  tag,
  summary: "Report that an API key leaked",
  description:
    "Marks the key as exposed, tells the account, and with `disable` stops it: no request that begins later is accepted, and " +
    "calls that are running end within a second or two. `rotate` does the same to its secrets and answers with a new one, this " +
    "once. A key may report itself. Reporting it again keeps the first moment.",
  auth: true,
  resource: "keys",
  params,
  body: z.strictObject({
    action: z.enum(LEAK_ACTIONS, { error: "action: use disable, rotate or mark." }).meta({
      description:
        "`disable` stops the key and its running calls, `rotate` its secrets and their calls, `mark` only marks it.",
    }),
    where: whereFound.optional(),
  }),
  bodyExample: { action: "disable", where: "https://github.com/acme/app/blob/main/.env" },
  responses: {
    200: {
      description: "The key as it is now.",
      schema: wireExposedKey.extend({
        key: z.string().nullable().meta({ description: "The new secret after `rotate`, this once." }),
      }),
      example: { ...exampleExposedKey, key: null },
    },
  },
  errors: ["not_found", "conflict"],
  async run(ctx, { params: { id }, body: { action, where } }) {
    if (action === "rotate") {
      const { key, secret } = await replaceLeakedSecret(ctx, { keyId: id, where });
      return { status: 200, body: { ...(await onWire(ctx, key)), key: secret } };
    }
    const key = await reportLeak(ctx, { keyId: id, action, where });
    return { status: 200, body: { ...(await onWire(ctx, key)), key: null } };
  },
});

const resolveEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/keys/{id}/leak-resolution",
  operationId: "resolveLeak",
  tag,
  summary: "Say that a leak has been dealt with",
  description:
    "Takes the mark off the key. The note stays in the audit trail. A disabled key stays disabled.",
  auth: true,
  resource: "keys",
  params,
  body: z.strictObject({ note: resolutionNote }),
  bodyExample: { note: "Removed from the repository's history; the key was replaced." },
  responses: {
    200: {
      description: "The key as it is now.",
      schema: wireExposedKey,
      example: { ...exampleExposedKey, exposedAt: null, exposedWhere: null },
    },
  },
  errors: ["not_found"],
  async run(ctx, { params: { id }, body }) {
    return { status: 200, body: await onWire(ctx, await resolveExposure(ctx, { keyId: id, ...body })) };
  },
});

export const leakEndpoints = [reportLeakEndpoint];
export const leakResolutionEndpoints = [resolveEndpoint];
