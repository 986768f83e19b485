import { z } from "zod";
import { rateLimits } from "@/lib/limits/contract";
import { payloadPolicy } from "@/lib/payloads/contract";
import { DESCRIPTION_MAX, descriptionProblem, TAG_MAX, TAGS_MAX, tagsProblem } from "./details-problem";
import { keyGuard } from "./guard-field";
import { keyScope } from "./scope/key-scope-schema";

const moment = z.iso.datetime({
  offset: true,
  error: "expiresAt: send a moment with its zone, for example 2027-02-21T14:00:00+09:00, or null for never.",
});
const tag = z.string({ error: "tags: send a list of texts." }).transform((text) => text.trim());

/** What can be said of a key besides its name; each may be left out. */
export const keyDetails = {
  description: z
    .string({ error: "description: send text, or null for none." })
    .transform((text) => text.trim())
    .superRefine((text, issues) => addProblem(issues, descriptionProblem(text)))
    .nullable()
    .optional()
    .meta({ description: "What the key is for; null and blank text are none.", maxLength: DESCRIPTION_MAX }),
  tags: z
    .array(tag, { error: "tags: send a list of texts." })
    .superRefine((tags, issues) => addProblem(issues, tagsProblem(tags)))
    .optional()
    .meta({ description: `Up to ${TAGS_MAX} different tags of 1 to ${TAG_MAX} characters.` }),
  expiresAt: moment
    .transform((text) => new Date(text))
    .nullable()
    .optional()
    .meta({ description: "When the key stops, at least 10 minutes ahead; null is never." }),
  scope: keyScope.nullable().optional().meta({
    description: "What the key may do; null is everything. A member that is left out limits nothing.",
  }),
  guard: keyGuard
    .nullable()
    .optional()
    .meta({
      description:
        "What is done about unusual spending, a first model, a first network and a burst of errors: nothing, `tell` the account, " +
        "or also `pause` the key. Null is as the account's policy says.",
    }),
  payloads: payloadPolicy.nullable().optional().meta({
    description: "What is kept of what is asked and answered; null is as the gate or the account says.",
  }),
  limits: rateLimits
    .nullable()
    .optional()
    .meta({
      description:
        "Rate limits of the key's own, beside those of its account and gate: the tightest counts. 0 allows none at all; what is left out " +
        "limits nothing, and null is no limit of its own.",
    }),
};

function addProblem(issues: z.RefinementCtx, message: string | null): void {
  if (message !== null) issues.addIssue({ code: "custom", message });
}
