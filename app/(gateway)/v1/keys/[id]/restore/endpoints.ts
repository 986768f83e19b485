import { restoreKey } from "@/lib/keys/restore-key";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { keyIdParams, ownerIdOf, tag } from "../../fields";
import { exampleKey, keyOnWire, wireKey } from "../../wire";

const restoreKeyEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/keys/{id}/restore",
  operationId: "restoreKey",
  tag,
  summary: "Undo the deletion of an API key",
  description:
    "Within 60 seconds of its deletion: the same secret works again. Nothing happens to a key that is not deleted; a later " +
    "try is answered 409.",
  auth: true,
  resource: "keys",
  params: keyIdParams,
  responses: { 200: { description: "The key as it is now.", schema: wireKey, example: exampleKey } },
  errors: ["conflict", "plan_limit_reached"],
  async run(ctx, { params }) {
    const key = await restoreKey(ctx, { keyId: params.id });
    return { status: 200, body: keyOnWire(key, await ownerIdOf(ctx)) };
  },
});

/** Endpoints of `/v1/keys/{id}/restore`. */
export const restoreEndpoints = [restoreKeyEndpoint];
