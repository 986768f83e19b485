import { z } from "zod";
import { LIMIT_SCOPES, RATE_LIMITS } from "@/lib/core/rate-limits";
import type { HeadRoom } from "@/lib/limits/head-room";
import { WIRE_NAMES } from "@/lib/limits/limit-reached";

/** A limit in force with its head-room, on the wire. */
export const wireLimit = z
  .object({
    limit: z
      .enum(RATE_LIMITS.map((limit) => WIRE_NAMES[limit]))
      .meta({ description: "Minutes are any 60 seconds; days and months are those of UTC." }),
    scope: z.enum(LIMIT_SCOPES).meta({ description: "Whose limit it is." }),
    scope_id: z.uuid(),
    scope_name: z.string(),
    value: z.int().meta({ description: "How much is allowed; 0 is none at all." }),
    used: z.int().meta({ description: "How much is counted now." }),
    remaining: z.int(),
    reset_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: "When nothing of what is counted now counts any more; null when nothing does." }),
    tightest: z.boolean().meta({ description: "True for the one of its kind that is reached first." }),
  })
  .meta({ id: "Limit" });

export type WireLimit = z.input<typeof wireLimit>;

export function limitOnWire(room: HeadRoom): WireLimit {
  return {
    limit: WIRE_NAMES[room.limit],
    scope: room.scope,
    scope_id: room.id,
    scope_name: room.name,
    value: room.value,
    used: room.used,
    remaining: room.remaining,
    reset_at: room.resetAt?.toISOString() ?? null,
    tightest: room.isTightest,
  };
}

export const exampleLimits: WireLimit[] = [
  {
    limit: "requests_per_minute",
    scope: "account",
    scope_id: "0195f39f-0f3c-7a51-b6d2-90c4f7a81e11",
    scope_name: "Ada Lovelace",
    value: 600,
    used: 40,
    remaining: 560,
    reset_at: "2026-11-22T09:42:10.000Z",
    tightest: false,
  },
  {
    limit: "requests_per_minute",
    scope: "key",
    scope_id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
    scope_name: "Production",
    value: 60,
    used: 23,
    remaining: 37,
    reset_at: "2026-11-22T09:42:10.000Z",
    tightest: true,
  },
];
