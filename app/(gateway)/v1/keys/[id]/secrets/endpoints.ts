import { z } from "zod";
import type { SecretId } from "@/lib/core/ids";
import { getKey } from "@/lib/keys/queries";
import { LONGEST_OVERLAP_SECONDS } from "@/lib/keys/rotation/contract";
import { extendSecret } from "@/lib/keys/rotation/extend-secret";
import { listSecrets } from "@/lib/keys/rotation/queries";
import { stopSecret } from "@/lib/keys/rotation/stop-secret";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { listOnWire, listQueryFields, wireList } from "../../../../list-answer";
import { keyIdParams, tag } from "../../fields";
import { exampleSecret, secretOnWire, wireSecret } from "./wire";

const secretParams = keyIdParams.extend({ secretId: z.uuid().transform((id) => id as SecretId) });
const listSecretsEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/keys/{id}/secrets",
  operationId: "listKeySecrets",
  tag,
  summary: "List the secrets of an API key",
  description:
    "All secrets the key ever had, newest first: which works until when, and when each was last used.",
  auth: true,
  resource: "keys",
  params: keyIdParams,
  query: z.strictObject(listQueryFields),
  responses: {
    200: {
      description: "The secrets.",
      schema: wireList(wireSecret),
      example: listOnWire([exampleSecret], false),
    },
  },
  errors: [],
  async run(ctx, { params, query: { limit, after } }) {
    const key = await getKey(ctx, params.id);
    const page = { keyId: key.id, limit: limit + 1, after: after as SecretId | undefined };
    const found = await listSecrets(ctx, page);
    return { status: 200, body: listOnWire(found.slice(0, limit).map(secretOnWire), found.length > limit) };
  },
});

const endBody = z
  .strictObject({
    endsAt: z.iso
      .datetime({
        offset: true,
        error: "endsAt: send a moment with its zone, for example 2027-02-21T14:00:00+09:00.",
      })
      .transform((text) => new Date(text))
      .optional()
      .meta({ description: "The moment at which it ends, within 90 days." }),
    endsInSeconds: z
      .int({ error: "endsInSeconds: use a whole number." })
      .min(1)
      .max(LONGEST_OVERLAP_SECONDS)
      .optional()
      .meta({ description: "The same, counted from now by the clock of the database." }),
  })
  .superRefine(({ endsAt, endsInSeconds }, issues) => {
    if ((endsAt === undefined) !== (endsInSeconds === undefined)) return;
    issues.addIssue({
      code: "custom",
      path: ["endsAt"],
      message: "Send endsAt or endsInSeconds, one of them.",
    });
  });

const extendSecretEndpoint = defineEndpoint({
  method: "PATCH",
  path: "/v1/keys/{id}/secrets/{secretId}",
  operationId: "updateKeySecret",
  tag,
  summary: "Set when an old secret ends",
  description:
    "Gives an old secret more time, or less. The newest secret has no end of its own, and one that has ended stays so: both " +
    "are answered 409.",
  auth: true,
  resource: "keys",
  params: secretParams,
  body: endBody,
  bodyExample: { endsInSeconds: 86_400 },
  responses: { 200: { description: "The secret as it is now.", schema: wireSecret, example: exampleSecret } },
  errors: ["conflict"],
  async run(ctx, { params, body: { endsAt, endsInSeconds } }) {
    const ends = endsAt ?? endsInSeconds ?? 0;
    const secret = await extendSecret(ctx, { keyId: params.id, secretId: params.secretId, ends });
    return { status: 200, body: secretOnWire(secret) };
  },
});

const stopSecretEndpoint = defineEndpoint({
  method: "DELETE",
  path: "/v1/keys/{id}/secrets/{secretId}",
  operationId: "stopKeySecret",
  tag,
  summary: "Stop an old secret now",
  description:
    "Once this has answered, no request that begins later is accepted with the secret. Stopping one that has ended is no " +
    "error; the newest secret is answered 409, since the key would have none left.",
  auth: true,
  resource: "keys",
  params: secretParams,
  responses: { 204: { description: "Stopped.", schema: null } },
  errors: ["conflict"],
  async run(ctx, { params }) {
    await stopSecret(ctx, { keyId: params.id, secretId: params.secretId });
    return { status: 204 };
  },
});

/** Endpoints of `/v1/keys/{id}/secrets`. */
export const secretsEndpoints = [listSecretsEndpoint];
/** Endpoints of `/v1/keys/{id}/secrets/{secretId}`. */
export const secretByIdEndpoints = [extendSecretEndpoint, stopSecretEndpoint];
