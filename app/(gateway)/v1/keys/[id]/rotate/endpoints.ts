import { z } from "zod";
import type { SecretId } from "@/lib/core/ids";
import { secretEnd } from "@/lib/keys/rotation/contract";
import { rotateKey } from "@/lib/keys/rotation/rotate-key";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { idempotencyHeaders, keyIdParams, ownerIdOf, tag } from "../../fields";
import { exampleCreated, exampleKey, keyOnWire, shownBefore, shownOnce } from "../../wire";

const rotateBody = z
  .strictObject({
    oldSecretEnds: secretEnd.optional().meta({
      description:
        'When the old secret stops: "now", whole seconds from now, or a moment with its zone; 86400 (24 hours) when left out.',
    }),
    replaces: z
      .uuid({ error: "replaces: send the id of a secret." })
      .transform((id) => id as SecretId)
      .optional()
      .meta({
        description:
          "Id of the secret you take for the newest: if it is not, nothing happens and you are told.",
      }),
  })
  .optional();

const rotateKeyEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/keys/{id}/rotate",
  operationId: "rotateKey",
  tag,
  summary: "Rotate an API key",
  description:
    "Gives the key a new secret and answers with it, this once; id, name, limits and history stay. The old secret works until " +
    "its end, counted by the clock of the database. With an `Idempotency-Key`, a repetition within 24 hours makes nothing " +
    'new and answers 200 with `key: null`. While an older secret still works, only a rotation with `oldSecretEnds: "now"` is ' +
    "accepted; it stops them all.",
  auth: true,
  resource: "keys",
  params: keyIdParams,
  headers: idempotencyHeaders,
  body: rotateBody,
  bodyExample: { oldSecretEnds: 86_400 },
  responses: {
    201: { description: "The key with its new secret.", schema: shownOnce, example: exampleCreated },
    200: {
      description: "The same request rotated it before; its secret was shown then.",
      schema: shownBefore,
      example: { ...exampleKey, key: null, secret_available: false },
    },
  },
  errors: ["rotation_conflict", "conflict", "idempotency_conflict"],
  async run(ctx, { params, headers, body }) {
    const { key, secret } = await rotateKey(ctx, {
      keyId: params.id,
      ...body,
      idempotencyKey: headers["idempotency-key"],
    });
    return {
      status: secret === null ? 200 : 201,
      body: { ...keyOnWire(key, await ownerIdOf(ctx)), key: secret, secret_available: secret !== null },
    };
  },
});

/** Endpoints of `/v1/keys/{id}/rotate`. */
export const rotateEndpoints = [rotateKeyEndpoint];
