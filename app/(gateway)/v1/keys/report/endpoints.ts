import { z } from "zod";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { actOnLater, takeReport } from "@/lib/transport/scanner-door";

const MOST_KEYS = 100;
const LONGEST_TEXT = 2_000;

const text = (name: string) =>
  z
    .string({ error: `${name}: use text.` })
    .min(1, { error: `${name}: use text that is not empty.` })
    .max(LONGEST_TEXT, { error: `${name}: use at most ${LONGEST_TEXT} characters.` });

const reportBody = z
  .strictObject({
    key: text("key").optional().meta({ description: "The key that was found." }),
    keys: z
      .array(text("keys"), { error: "keys: use a list of texts." })
      .min(1, { error: "keys: send at least one." })
      .max(MOST_KEYS, { error: `keys: send at most ${MOST_KEYS} at once.` })
      .optional()
      .meta({ description: "Several that were found in one place." }),
    url: text("url").optional().meta({ description: "Where they were found." }),
    source: text("source").optional().meta({ description: "What kind of place that is, or who found them." }),
  })
  .superRefine(({ key, keys }, issues) => {
    if (key !== undefined || keys !== undefined) return;
    issues.addIssue({
      code: "custom",
      path: ["key"],
      message: "Send the key that was found, or keys for several.",
    });
  });

const reportEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/keys/report",
  operationId: "reportFoundKeys",
  tag: "Keys",
  resource: null,
  summary: "Report keys that were found in a public place",
  description:
    "For scanners and finders; no key is needed. The answer is always the same, whether a key exists or not. The owner of a live " +
    "key is told, and the key is stopped if their policy says so. What is sent is stored and logged nowhere. 30 reports a minute " +
    "are taken from one network.",
  auth: false,
  body: reportBody,
  bodyExample: {
    key: "layer_9e1417ca5c9b7938b1d0a6f1e2c3d4a5968778695a4b3c2d1e0f91827364504f",
    url: "https://github.com/acme/app/blob/main/.env",
    source: "our nightly scan",
  },
  responses: {
    202: {
      description: "Taken.",
      schema: z.object({ received: z.literal(true) }),
      example: { received: true },
    },
  },
  errors: ["too_many_attempts"],
  async run(_ctx, { body }, request) {
    takeReport(request);
    const { key, keys = [], url, source } = body;
    const where = [source, url].filter((part) => part !== undefined).join(": ");
    const texts = key === undefined ? keys : [key, ...keys];
    actOnLater(request, { texts, where: where === "" ? null : where });
    return { status: 202, body: { received: true } };
  },
});

/** Endpoints of `/v1/keys/report`. */
export const reportEndpoints = [reportEndpoint];
