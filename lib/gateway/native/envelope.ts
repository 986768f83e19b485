import { z } from "zod";

/** What every request of the native API may bring beside its `data` (the published SDK, version 2.5). */
export const envelope = {
  gateId: z.string().optional(),
  gate_id: z.string().optional(),
  gate: z.string().optional(),
  gateName: z.string().nullish(),
  model: z.string().nullish(),
  /** The caller's own notes; they are sent to nobody. */
  metadata: z.record(z.string(), z.unknown()).nullish(),
};

/** The members that say something: null counts as not given, as everywhere in the native API. */
export function given(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** A text that is more than blanks. */
export const spokenText = z
  .string({ error: "must be a text" })
  .refine((text) => text.trim() !== "", "must not be blank");
