import { z } from "zod";
import { findOwnerId } from "@/lib/accounts/find-owner-id";
import { idempotencyKey } from "@/lib/core/idempotency-key";
import type { KeyId } from "@/lib/core/ids";
import { keyName } from "@/lib/keys/contract";
import { keyDetails } from "@/lib/keys/key-details";
import type { KeyCtx } from "@/lib/transport/authenticate-key";

export const tag = "Keys";
export const EXAMPLE_SECRET = "layer_9e1417ca5c9b7938b1d0a6f1e2c3d4a5968778695a4b3c2d1e0f91827364504f";

export const keyIdParams = z.object({
  id: z.uuid().transform((id) => id as KeyId),
});

export const idempotencyHeaders = z.object({
  "idempotency-key": idempotencyKey.optional().meta({ description: "Up to 255 printable ASCII characters." }),
});

export const newKeyBody = z.strictObject({ name: keyName, ...keyDetails }).meta({ id: "NewKey" });

export const changesBody = z
  .strictObject({
    name: keyName.optional(),
    ...keyDetails,
    disabled: z
      .boolean({ error: "disabled: use true or false." })
      .optional()
      .meta({ description: "true refuses every call with the key until it is set to false again." }),
  })
  .superRefine((changes, issues) => {
    if (Object.keys(changes).length > 0) return;
    issues.addIssue({ code: "custom", path: ["name"], message: "Send at least one field to change." });
  })
  .meta({ id: "KeyChanges" });

/** Existing clients expect a user id on every key; an account without people answers with its own id. */
export async function ownerIdOf(ctx: KeyCtx): Promise<string> {
  return (await findOwnerId(ctx)) ?? ctx.accountId;
}
