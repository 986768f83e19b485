import { z } from "zod";
import { deleteKey } from "@/lib/keys/delete-key";
import { disableKey } from "@/lib/keys/disable-key";
import { enableKey } from "@/lib/keys/enable-key";
import { getKey } from "@/lib/keys/queries";
import { listSecrets } from "@/lib/keys/rotation/queries";
import { updateKey } from "@/lib/keys/update-key";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { changesBody, keyIdParams, ownerIdOf, tag } from "../fields";
import { exampleKey, keyOnWire, wireKey } from "../wire";
import { exampleSecret, secretOnWire, wireSecret } from "./secrets/wire";

/** Secrets of a key that its own answer shows; the rest are at `/v1/keys/{id}/secrets`. */
const SHOWN_SECRETS = 20;

const getKeyEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/keys/{id}",
  operationId: "getKey",
  tag,
  summary: "Get an API key",
  description:
    "A key of the account, deleted ones included, with its latest 20 secrets, newest first. While it is rotated, two of " +
    "them work.",
  auth: true,
  resource: "keys",
  params: keyIdParams,
  responses: {
    200: {
      description: "The key.",
      schema: wireKey.extend({ secrets: z.array(wireSecret) }),
      example: { ...exampleKey, secrets: [exampleSecret] },
    },
  },
  errors: [],
  async run(ctx, { params }) {
    const key = await getKey(ctx, params.id);
    const [ownerId, secrets] = await Promise.all([
      ownerIdOf(ctx),
      listSecrets(ctx, { keyId: key.id, limit: SHOWN_SECRETS }),
    ]);
    return { status: 200, body: { ...keyOnWire(key, ownerId), secrets: secrets.map(secretOnWire) } };
  },
});

const updateKeyEndpoint = defineEndpoint({
  method: "PATCH",
  path: "/v1/keys/{id}",
  operationId: "updateKey",
  tag,
  summary: "Change, disable or enable an API key",
  description:
    "Changes what is sent and nothing else: the key's secret and usage stay. Once `disabled: true` has answered, no " +
    "request that begins later is accepted with the key. A key may disable itself. A key with a scope may change only keys " +
    "that may do no more than itself, and give them no more.",
  auth: true,
  resource: "keys",
  params: keyIdParams,
  body: changesBody,
  bodyExample: { name: "Production (EU)" },
  responses: {
    200: {
      description: "The key as it is now.",
      schema: wireKey,
      example: { ...exampleKey, name: "Production (EU)" },
    },
  },
  errors: ["not_found"],
  async run(ctx, { params, body: { disabled, ...changes } }) {
    const keyId = params.id;
    if (Object.keys(changes).length > 0) await updateKey(ctx, { keyId, ...changes });
    if (disabled !== undefined) await (disabled ? disableKey : enableKey)(ctx, { keyId });
    return { status: 200, body: keyOnWire(await getKey(ctx, keyId), await ownerIdOf(ctx)) };
  },
});

const deleteKeyEndpoint = defineEndpoint({
  method: "DELETE",
  path: "/v1/keys/{id}",
  operationId: "deleteKey",
  tag,
  summary: "Delete an API key",
  description:
    "Once this has answered, no request that begins later is accepted with the key. A key may delete itself. Deleting " +
    "it again is no error.",
  auth: true,
  resource: "keys",
  params: keyIdParams,
  responses: { 204: { description: "Deleted.", schema: null } },
  errors: ["not_found"],
  async run(ctx, { params }) {
    await deleteKey(ctx, { keyId: params.id });
    return { status: 204 };
  },
});

/** Endpoints of `/v1/keys/{id}`. */
export const keyByIdEndpoints = [getKeyEndpoint, updateKeyEndpoint, deleteKeyEndpoint];
