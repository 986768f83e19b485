import { z } from "zod";
import { findOwnerId } from "@/lib/accounts/find-owner-id";
import type { Ctx } from "@/lib/context";
import type { Gate } from "@/lib/gates/contract";
import { gateSpending } from "@/lib/gates/gate-spending";
import { gateUsage } from "@/lib/gates/queries";
import type { EndpointAnswer } from "@/lib/transport/define-endpoint";
import { gateOnWire, type WireGate } from "./wire";

/** Existing clients expect a user id on everything; an account without people answers with its own id. */
export async function ownerIdOf(ctx: Ctx): Promise<string> {
  return (await findOwnerId(ctx)) ?? ctx.accountId;
}

/** Gates with what they spent of their limit, or in this UTC month. */
export async function gatesOnWire(ctx: Ctx, gates: readonly Gate[]): Promise<WireGate[]> {
  const now = ctx.clock.now();
  const monthStart = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const ids = gates.map(({ id }) => id);
  const [ownerId, usage, spending] = await Promise.all([
    ownerIdOf(ctx),
    gateUsage(ctx, ids, monthStart),
    gateSpending(ctx, ids),
  ]);
  return gates.map((gate) =>
    gateOnWire(gate, { ownerId, usage: usage.get(gate.id), monthStart, spending: spending.get(gate.id) }),
  );
}

/** One gate, with its version as the ETag; `wrap` makes the body of it. */
export async function gateAnswer(
  ctx: Ctx,
  gate: Gate,
  { status = 200, wrap = (body: WireGate): unknown => body } = {},
): Promise<EndpointAnswer> {
  const [body] = await gatesOnWire(ctx, [gate]);
  return { status, body: body && wrap(body), headers: { etag: `"${gate.version}"` } };
}

/** The header that makes a change hold only for the version that the client has seen. */
export const ifMatchHeader = z.object({
  "if-match": z
    .string()
    .regex(/^(\*|(W\/)?"\d{1,9}")$/, {
      error: 'If-Match: send the ETag as it was answered, such as "3" with its quotes.',
    })
    .transform((text) => (text === "*" ? undefined : Number(text.replace(/\D/g, ""))))
    .optional()
    .meta({
      description:
        "The ETag of the gate as it was read. When somebody has saved since, the answer is 409 conflict.",
    }),
});
