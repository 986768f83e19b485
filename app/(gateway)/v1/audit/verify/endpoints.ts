import { z } from "zod";
import { verifyChain } from "@/lib/audit/verify-chain";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const verifyEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/audit/verify",
  operationId: "verifyAuditLog",
  tag: "Audit log",
  summary: "Verify the audit log",
  description:
    "Makes the hash of every entry again and says whether the chain is whole, or where it breaks first. Keep `head` elsewhere: with " +
    "it you can tell later that even a log that was made anew as a whole is not the one you saw.",
  auth: true,
  resource: "audit",
  responses: {
    200: {
      description: "What the check found.",
      schema: z.object({
        whole: z.boolean(),
        entries: z
          .int()
          .nullable()
          .meta({ description: "How many entries there are; null for a broken chain." }),
        head: z.string().nullable().meta({ description: "Hash of the last entry; null for a broken chain." }),
        brokenAt: z.int().nullable().meta({ description: "`sequence` of the first entry at fault." }),
        fault: z.string().nullable().meta({ description: "What is wrong with that entry." }),
      }),
      example: {
        whole: true,
        entries: 42,
        head: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        brokenAt: null,
        fault: null,
      },
    },
  },
  errors: [],
  async run(ctx) {
    const verdict = await verifyChain(ctx);
    if (!verdict.whole) {
      const { sequence, fault } = verdict;
      return { status: 200, body: { whole: false, entries: null, head: null, brokenAt: sequence, fault } };
    }
    return { status: 200, body: { ...verdict, brokenAt: null, fault: null } };
  },
});

/** Endpoints of `/v1/audit/verify`. */
export const verifyEndpoints = [verifyEndpoint];
