import { z } from "zod";
import { findOwnerId } from "@/lib/accounts/find-owner-id";
import type { KeyId } from "@/lib/core/ids";
import { idempotencyKey, keyName } from "@/lib/keys/contract";
import { createKey } from "@/lib/keys/create-key";
import { deleteKey } from "@/lib/keys/delete-key";
import { disableKey } from "@/lib/keys/disable-key";
import { enableKey } from "@/lib/keys/enable-key";
import { encodeKeyCursor } from "@/lib/keys/key-cursor";
import { getKey, listKeys } from "@/lib/keys/queries";
import { renameKey } from "@/lib/keys/rename-key";
import type { KeyCtx } from "@/lib/transport/authenticate-key";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { lastThirtyDays } from "@/lib/usage/contract";
import { exampleKey, exampleUsage, keyOnWire, usageOnWire, wireKey, wireKeyWithUsage } from "./wire";

const MOST_KEYS = 1_000;
const EXAMPLE_SECRET = "layer_9e1417ca5c9b7938b1d0a6f1e2c3d4a5968778695a4b3c2d1e0f91827364504f";
const tag = "Keys";

const keyIdParams = z.object({
  id: z.uuid().transform((id) => id as KeyId),
});
const nameBody = z.strictObject({ name: keyName });
const changesBody = z
  .strictObject({
    name: keyName.optional(),
    disabled: z
      .boolean({ error: "disabled: use true or false." })
      .optional()
      .meta({ description: "true refuses every call with the key until it is set to false again." }),
  })
  .superRefine((changes, issues) => {
    if (Object.keys(changes).length > 0) return;
    issues.addIssue({ code: "custom", path: ["name"], message: "Send a name, or disabled, or both." });
  });
const limit = z.coerce
  .number({ error: `limit: use a whole number from 1 to ${MOST_KEYS}.` })
  .int()
  .min(1)
  .max(MOST_KEYS)
  .default(MOST_KEYS);

/** Existing clients expect a user id on every key; an account without people answers with its own id. */
async function ownerIdOf(ctx: KeyCtx): Promise<string> {
  return (await findOwnerId(ctx)) ?? ctx.accountId;
}

const listKeysEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/keys",
  operationId: "listKeys",
  tag,
  summary: "List API keys",
  description:
    "The account's keys that are not deleted, newest first, each with its usage of the last 30 UTC days. " +
    'When there are more than `limit`, a `Link` header with rel="next" leads to the rest.',
  auth: true,
  query: z.strictObject({
    limit: limit.meta({ description: "Keys per answer." }),
    after: z.uuid().optional().meta({ description: "Id of the last key of the answer before." }),
  }),
  responses: {
    200: {
      description: "The keys.",
      schema: z.array(wireKeyWithUsage),
      example: [{ ...exampleKey, usage: exampleUsage }],
    },
  },
  errors: [],
  async run(ctx, { query }) {
    const order = { sort: "created", direction: "desc" } as const;
    const place = { travel: "after", value: null, id: query.after as KeyId } as const;
    const [ownerId, page] = await Promise.all([
      ownerIdOf(ctx),
      listKeys(ctx, {
        ...order,
        search: "",
        limit: query.limit,
        cursor: query.after === undefined ? null : encodeKeyCursor(order, place),
        includeUsageSince: lastThirtyDays(ctx.clock.now()).from,
      }),
    ]);
    const body = page.items.map((key) => ({ ...keyOnWire(key, ownerId), usage: usageOnWire(key) }));
    const next = `/v1/keys?limit=${query.limit}&after=${page.items.at(-1)?.id}`;
    if (page.nextCursor === null) return { status: 200, body };
    return { status: 200, body, headers: { link: `<${next}>; rel="next"` } };
  },
});

const createKeyEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/keys",
  operationId: "createKey",
  tag,
  summary: "Create an API key",
  description:
    "Answers with the whole key, this once: only its hash is stored. With an `Idempotency-Key`, a repetition within 24 " +
    "hours makes no second key and answers 200 with the first one, `key: null` and `secret_available: false`.",
  auth: true,
  headers: z.object({
    "idempotency-key": idempotencyKey
      .optional()
      .meta({ description: "Up to 255 printable ASCII characters." }),
  }),
  body: nameBody,
  bodyExample: { name: "Production" },
  responses: {
    201: {
      description: "The new key.",
      schema: wireKey.extend({ key: z.string(), secret_available: z.literal(true) }),
      example: { ...exampleKey, lastUsedAt: null, key: EXAMPLE_SECRET, secret_available: true },
    },
    200: {
      description: "The key that the same request made before; its secret was shown then.",
      schema: wireKey.extend({ key: z.null(), secret_available: z.literal(false) }),
      example: { ...exampleKey, key: null, secret_available: false },
    },
  },
  errors: ["idempotency_conflict"],
  async run(ctx, { body, headers }) {
    const input = { name: body.name, idempotencyKey: headers["idempotency-key"] };
    const { key, secret } = await createKey(ctx, input);
    return {
      status: secret === null ? 200 : 201,
      body: { ...keyOnWire(key, await ownerIdOf(ctx)), key: secret, secret_available: secret !== null },
    };
  },
});

const updateKeyEndpoint = defineEndpoint({
  method: "PATCH",
  path: "/v1/keys/{id}",
  operationId: "updateKey",
  tag,
  summary: "Rename, disable or enable an API key",
  description:
    "Changes what is sent and nothing else: the key's secret and usage stay. Once `disabled: true` has answered, no " +
    "request that begins later is accepted with the key. A key may disable itself.",
  auth: true,
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
  async run(ctx, { params, body }) {
    const keyId = params.id;
    if (body.name !== undefined) await renameKey(ctx, { keyId, name: body.name });
    if (body.disabled !== undefined) await (body.disabled ? disableKey : enableKey)(ctx, { keyId });
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
  params: keyIdParams,
  responses: { 204: { description: "Deleted.", schema: null } },
  errors: ["not_found"],
  async run(ctx, { params }) {
    await deleteKey(ctx, { keyId: params.id });
    return { status: 204 };
  },
});

/** Endpoints of `/v1/keys`. */
export const keysEndpoints = [listKeysEndpoint, createKeyEndpoint];
/** Endpoints of `/v1/keys/{id}`. */
export const keyByIdEndpoints = [updateKeyEndpoint, deleteKeyEndpoint];
export const operations = [...keysEndpoints, ...keyByIdEndpoints].map(({ operation }) => operation);
