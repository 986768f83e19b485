import { z } from "zod";
import { blankIsUnset } from "./env-fields";

/** A token that cannot be guessed, of characters that fit into a header. */
export const metricsToken = z.preprocess(
  blankIsUnset,
  z
    .string()
    .regex(/^[\w+/=.~-]{16,}$/, {
      error: "must be 16 letters or digits at least; make one with: openssl rand -hex 24",
    })
    .optional(),
);

/** `name=value,name=value`, values percent-encoded, as OpenTelemetry has it. */
export const otlpHeaders = z.preprocess(
  blankIsUnset,
  z
    .string()
    .regex(/^\s*[\w-]+\s*=(?:[^,%]|%[0-9a-f]{2})*(?:,\s*[\w-]+\s*=(?:[^,%]|%[0-9a-f]{2})*)*$/i, {
      error: "must be name=value,name=value with percent-encoded values",
    })
    .optional(),
);
