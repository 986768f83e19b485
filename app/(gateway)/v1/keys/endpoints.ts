import { z } from "zod";
import type { KeyId } from "@/lib/core/ids";
import { createKey } from "@/lib/keys/create-key";
import { encodeKeyCursor } from "@/lib/keys/list/key-cursor";
import { listKeys } from "@/lib/keys/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { lastThirtyDays } from "@/lib/usage/contract";
import { idempotencyHeaders, newKeyBody, ownerIdOf, tag } from "./fields";
import { filterText, keyFilterOf, listFilters } from "./list-filters";
import {
  exampleCreated,
  exampleKey,
  exampleUsage,
  keyOnWire,
  shownBefore,
  shownOnce,
  usageOnWire,
  wireKeyWithUsage,
} from "./wire";

const MOST_KEYS = 1_000;
const limit = z.coerce
  .number({ error: `limit: use a whole number from 1 to ${MOST_KEYS}.` })
  .int()
  .min(1)
  .max(MOST_KEYS)
  .default(MOST_KEYS);

const listKeysEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/keys",
  operationId: "listKeys",
  tag,
  summary: "List API keys",
  description:
    "The account's keys that are not deleted, newest first, each with its usage of the last 30 UTC days. " +
    "What is given besides narrows the list; all of it has to fit. " +
    'When there are more than `limit`, a `Link` header with rel="next" leads to the rest.',
  auth: true,
  resource: "keys",
  query: z.strictObject({
    limit: limit.meta({ description: "Keys per answer." }),
    after: z.uuid().optional().meta({ description: "Id of the last key of the answer before." }),
    ...listFilters,
  }),
  responses: {
    200: {
      description: "The keys.",
      schema: z.array(wireKeyWithUsage),
      headers: ["link"],
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
        ...keyFilterOf(query),
        limit: query.limit,
        cursor: query.after === undefined ? null : encodeKeyCursor(order, place),
        includeUsageSince: lastThirtyDays(ctx.clock.now()).from,
      }),
    ]);
    const body = page.items.map((key) => ({ ...keyOnWire(key, ownerId), usage: usageOnWire(key) }));
    if (page.nextCursor === null) return { status: 200, body };
    const next = new URLSearchParams({
      ...filterText(query),
      limit: `${query.limit}`,
      after: page.items.at(-1)?.id ?? "",
    });
    return { status: 200, body, headers: { link: `</v1/keys?${next}>; rel="next"` } };
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
  resource: "keys",
  headers: idempotencyHeaders,
  body: newKeyBody,
  bodyExample: {
    name: "Production",
    description: "The web shop",
    tags: ["web"],
    expiresAt: null,
    limits: { requestsPerMinute: 600 },
  },
  responses: {
    201: { description: "The new key.", schema: shownOnce, example: exampleCreated },
    200: {
      description: "The key that the same request made before; its secret was shown then.",
      schema: shownBefore,
      example: { ...exampleKey, key: null, secret_available: false },
    },
  },
  errors: ["idempotency_conflict", "plan_limit_reached"],
  async run(ctx, { body, headers }) {
    const { key, secret } = await createKey(ctx, { ...body, idempotencyKey: headers["idempotency-key"] });
    return {
      status: secret === null ? 200 : 201,
      body: { ...keyOnWire(key, await ownerIdOf(ctx)), key: secret, secret_available: secret !== null },
    };
  },
});

/** Endpoints of `/v1/keys`. */
export const keysEndpoints = [listKeysEndpoint, createKeyEndpoint];
