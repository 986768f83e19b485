import { z } from "zod";

/** A setting that is there and empty counts as absent. */
export const blankIsUnset = (value: unknown) => (value === "" ? undefined : value);
export const optionalText = z.preprocess(blankIsUnset, z.string().optional());
export const optionalUrl = z.preprocess(
  blankIsUnset,
  z.url({ protocol: /^https?$/, error: "must be a full http:// or https:// address" }).optional(),
);
/** A whole number from `min` to `max`. */
export const wholeNumber = (fallback: number, min: number, max: number) =>
  z.preprocess(
    blankIsUnset,
    z.coerce
      .number({ error: `must be a whole number from ${min} to ${max}` })
      .int({ error: `must be a whole number from ${min} to ${max}` })
      .min(min, { error: `must be at least ${min}` })
      .max(max, { error: `must be at most ${max}` })
      .default(fallback),
  );
