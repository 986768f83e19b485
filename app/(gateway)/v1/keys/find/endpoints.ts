import { z } from "zod";
import { findOwnerId } from "@/lib/accounts/find-owner-id";
import { keyClueInput } from "@/lib/keys/find/contract";
import { findKeysByClue } from "@/lib/keys/find/find-keys-by-clue";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { exampleExposedKey } from "../[id]/leak/examples";
import { exposedKeyOnWire, wireExposedKey } from "../[id]/leak/wire";

const moment = z.iso.datetime();

const wireMatch = z
  .object({
    key: wireExposedKey,
    secret: z.object({
      id: z.uuid(),
      prefix: z.string(),
      lastFour: z.string(),
      createdAt: moment,
      lastUsedAt: moment.nullable(),
      state: z.enum(["newest", "stopping", "replaced"]).meta({
        description:
          "`stopping` works until `stopsAt` while a newer one takes over; `replaced` does not work any more.",
      }),
      stopsAt: moment.nullable(),
    }),
    request: z.object({ id: z.uuid(), startedAt: moment }).nullable(),
  })
  .meta({ id: "KeyMatch" });

const findEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/keys/find",
  operationId: "findKeys",
  tag: "Keys",
  summary: "Find whose key this is",
  description:
    "Finds keys of the account by the SHA-256 of a secret, by its beginning, its last four characters, or a request that was " +
    "made with it; all that are given have to fit. Deleted keys and secrets that were replaced are found too. An empty list " +
    "says that the account has no such key, and nothing about others. At most 20 are told.",
  auth: true,
  resource: "keys",
  readsOnly: true,
  body: keyClueInput,
  bodyExample: { prefix: "layer_9e1417", lastFour: "c3f7" },
  responses: {
    200: {
      description: "What fits, the newest first.",
      schema: z.object({ object: z.literal("list"), data: z.array(wireMatch), has_more: z.boolean() }),
      example: {
        object: "list",
        data: [
          {
            key: exampleExposedKey,
            secret: {
              id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6c",
              prefix: "layer_9e1417",
              lastFour: "c3f7",
              createdAt: "2026-11-22T09:30:00.000Z",
              lastUsedAt: null,
              state: "newest",
              stopsAt: null,
            },
            request: null,
          },
        ],
        has_more: false,
      },
    },
  },
  errors: [],
  async run(ctx, { body }) {
    const ownerId = (await findOwnerId(ctx)) ?? ctx.accountId;
    const { found, hasMore } = await findKeysByClue(ctx, body);
    const data = found.map(({ key, secret, request }) => ({
      key: exposedKeyOnWire(key, ownerId),
      secret,
      request,
    }));
    return { status: 200, body: { object: "list", data, has_more: hasMore } };
  },
});

/** Endpoints of `/v1/keys/find`. */
export const findEndpoints = [findEndpoint];
