import { z } from "zod";
import type { KeySecret } from "@/lib/keys/rotation/contract";

const moment = z.iso.datetime();

/** A secret of a key on the wire: enough to recognise it, nothing that opens it. */
export const wireSecret = z
  .object({
    id: z.uuid(),
    keyPrefix: z.string().meta({ description: "The first 12 characters." }),
    keyLastFour: z.string(),
    state: z
      .enum(["newest", "ending", "ended", "stopped"])
      .meta({ description: "newest is the one to use, ending still works, ended and stopped do not." }),
    createdAt: moment,
    lastUsedAt: moment.nullable().meta({ description: "To the minute." }),
    endsAt: moment.nullable().meta({ description: "When it ends or ended as planned." }),
    stoppedAt: moment.nullable().meta({ description: "When somebody stopped it." }),
  })
  .meta({ id: "KeySecret" });

export const exampleSecret: z.input<typeof wireSecret> = {
  id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6c",
  keyPrefix: "layer_9e1417",
  keyLastFour: "c3f7",
  state: "ending",
  createdAt: "2026-11-22T09:30:00.000Z",
  lastUsedAt: "2026-11-23T09:41:00.000Z",
  endsAt: "2026-11-24T09:41:00.000Z",
  stoppedAt: null,
};

/** A secret as clients of the API read it. */
export function secretOnWire(secret: KeySecret): z.input<typeof wireSecret> {
  return {
    id: secret.id,
    keyPrefix: secret.prefix,
    keyLastFour: secret.lastFour,
    state: secret.state,
    createdAt: secret.createdAt.toISOString(),
    lastUsedAt: secret.lastUsedAt?.toISOString() ?? null,
    endsAt: secret.endsAt?.toISOString() ?? null,
    stoppedAt: secret.stoppedAt?.toISOString() ?? null,
  };
}
