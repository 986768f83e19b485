import { z } from "zod";
import { findOwnerId } from "@/lib/accounts/find-owner-id";
import { checkProviderKey } from "@/lib/provider-keys/check-provider-key";
import { apiKeyText, createProviderKeyInput, providerKeyChanges } from "@/lib/provider-keys/contract";
import { createProviderKey } from "@/lib/provider-keys/create-provider-key";
import { deleteProviderKeys } from "@/lib/provider-keys/delete-provider-keys";
import { listProviderKeys } from "@/lib/provider-keys/queries";
import { toggleProviderKeys } from "@/lib/provider-keys/toggle-provider-keys";
import { tryProviderKey } from "@/lib/provider-keys/try-provider-key";
import { updateProviderKey } from "@/lib/provider-keys/update-provider-key";
import type { KeyCtx } from "@/lib/transport/authenticate-key";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { checkOnWire, exampleProviderKey, providerKeyOnWire, wireCheck, wireProviderKey } from "./wire";

const common = { tag: "Provider keys", auth: true, resource: "providerKeys" } as const;
const params = z.object({
  id: z.string().meta({ description: "A provider's name, such as `openai`, or the id of a key." }),
});
const ONE_KEY = "The name of a provider with several keys is 409: name one by its id.";
/** What a test before saving can end with. */
const TEST_ERRORS = [
  "provider_failed",
  "provider_unreachable",
  "provider_timeout",
  "provider_rate_limited",
  "encryption_key_missing",
] as const;

/** Existing clients expect a user id on every key; an account without people answers with its own id. */
async function ownerIdOf(ctx: KeyCtx): Promise<string> {
  return (await findOwnerId(ctx)) ?? ctx.accountId;
}

const listEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/provider-keys",
  operationId: "listProviderKeys",
  ...common,
  summary: "List provider keys",
  description:
    "The account's own keys for providers, masked, by provider and in the order in which they are used.",
  responses: {
    200: { description: "The keys.", schema: z.array(wireProviderKey), example: [exampleProviderKey] },
  },
  errors: [],
  async run(ctx) {
    const [ownerId, keys] = await Promise.all([ownerIdOf(ctx), listProviderKeys(ctx)]);
    return { status: 200, body: keys.map((key) => providerKeyOnWire(key, ownerId)) };
  },
});

const createEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/provider-keys",
  operationId: "createProviderKey",
  ...common,
  summary: "Add a provider key",
  description:
    "Asks the provider for its models with the key and stores it encrypted when that works; it is used from the next " +
    "request on, before this instance's own key. A provider that has a key is 409 unless `additional` is true. A server " +
    "of your own that speaks OpenAI's API is the provider `openai-compatible` with a `name` and a `baseUrl`.",
  body: createProviderKeyInput,
  bodyExample: {
    provider: "openai-compatible",
    name: "lab",
    baseUrl: "https://models.example.com/v1",
    apiKey: "your-provider-key",
  },
  responses: {
    201: { description: "The stored key, masked.", schema: wireProviderKey, example: exampleProviderKey },
  },
  errors: ["conflict", ...TEST_ERRORS],
  async run(ctx, { body }) {
    const key = await createProviderKey(ctx, body);
    return { status: 201, body: providerKeyOnWire(key, await ownerIdOf(ctx)) };
  },
});

const updateEndpoint = defineEndpoint({
  method: "PUT",
  path: "/v1/provider-keys/{id}",
  operationId: "updateProviderKey",
  ...common,
  summary: "Replace or change a provider key",
  description:
    "Changes what is sent and nothing else. Another `apiKey` is tested before the old one is given up. Another `baseUrl` " +
    `needs \`apiKey\` again: a stored key is never sent to an address it was not typed for. ${ONE_KEY}`,
  params,
  body: providerKeyChanges.refine((changes) => Object.values(changes).some((value) => value !== undefined), {
    path: ["apiKey"],
    error: "Send apiKey, baseUrl, label or position.",
  }),
  bodyExample: { label: "OpenAI, team budget" },
  responses: {
    200: { description: "The key as it is now.", schema: wireProviderKey, example: exampleProviderKey },
  },
  errors: ["not_found", "conflict", ...TEST_ERRORS],
  async run(ctx, { params: { id }, body }) {
    const key = await updateProviderKey(ctx, { ...body, ref: id });
    return { status: 200, body: providerKeyOnWire(key, await ownerIdOf(ctx)) };
  },
});

const deleteEndpoint = defineEndpoint({
  method: "DELETE",
  path: "/v1/provider-keys/{id}",
  operationId: "deleteProviderKeys",
  ...common,
  summary: "Delete a provider key",
  description:
    "By id one key, by name all keys of the provider, with what is encrypted in them. No request that begins later uses " +
    "them; the provider is then reached with this instance's own key, where it has one.",
  params,
  responses: { 204: { description: "Deleted.", schema: null } },
  errors: ["not_found"],
  async run(ctx, { params: { id } }) {
    await deleteProviderKeys(ctx, { ref: id });
    return { status: 204 };
  },
});

const toggleEndpoint = defineEndpoint({
  method: "PATCH",
  path: "/v1/provider-keys/{id}/toggle",
  operationId: "toggleProviderKeys",
  ...common,
  summary: "Disable or enable a provider key",
  description:
    "By id one key, by name all keys of the provider. A provider whose keys are all disabled is reached with this " +
    "instance's own key, where it has one. Answers with the first key that is meant.",
  params,
  body: z.strictObject({ isActive: z.boolean({ error: "isActive: use true or false." }) }),
  bodyExample: { isActive: false },
  responses: {
    200: {
      description: "The key as it is now.",
      schema: wireProviderKey,
      example: { ...exampleProviderKey, isActive: false },
    },
  },
  errors: ["not_found"],
  async run(ctx, { params: { id }, body }) {
    const [ownerId, keys] = [await ownerIdOf(ctx), await toggleProviderKeys(ctx, { ref: id, ...body })];
    return { status: 200, body: keys.map((key) => providerKeyOnWire(key, ownerId))[0] };
  },
});

const testEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/provider-keys/{id}/test",
  operationId: "testProviderKey",
  ...common,
  summary: "Test a provider key",
  description:
    "Asks the provider for its models, which costs nothing. Without `apiKey` the stored key is tested and the result kept " +
    `with it; with it, that key is tried in its place and nothing is kept. A failed test is 200 with \`valid: false\`. ${ONE_KEY}`,
  params,
  body: z.strictObject({ apiKey: apiKeyText.optional() }).optional(),
  bodyExample: { apiKey: "your-provider-key" },
  responses: {
    200: {
      description: "What the provider said.",
      schema: wireCheck,
      example: checkOnWire({ valid: true, models: 42 }, "openai"),
    },
  },
  errors: ["not_found", "conflict"],
  async run(ctx, { params: { id }, body }) {
    if (body?.apiKey !== undefined) {
      const { provider, ...check } = await tryProviderKey(ctx, { ref: id, apiKey: body.apiKey });
      return { status: 200, body: checkOnWire(check, provider) };
    }
    const { key, check } = await checkProviderKey(ctx, { ref: id });
    return { status: 200, body: checkOnWire(check, key.provider) };
  },
});

/** Endpoints of `/v1/provider-keys`. */
export const providerKeysEndpoints = [listEndpoint, createEndpoint];
/** Endpoints of `/v1/provider-keys/{id}`. */
export const providerKeyByIdEndpoints = [updateEndpoint, deleteEndpoint];
/** Endpoints of `/v1/provider-keys/{id}/toggle`. */
export const toggleProviderKeyEndpoints = [toggleEndpoint];
/** Endpoints of `/v1/provider-keys/{id}/test`. */
export const testProviderKeyEndpoints = [testEndpoint];
export const operations = [
  ...providerKeysEndpoints,
  ...providerKeyByIdEndpoints,
  ...toggleProviderKeyEndpoints,
  ...testProviderKeyEndpoints,
].map(({ operation }) => operation);
