import { z } from "zod";
import type { GateImportPlan } from "@/lib/gates/gate-import-diff";
import type { WholeGate } from "@/lib/gates/gate-in-file";
import { type ImportedGates, importGates } from "@/lib/gates/import-gates";
import { planGateImport } from "@/lib/gates/plan-gate-import";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { besideOnWire } from "../spending-wire";
import { settingsOnWire } from "../wire";

const anyFields = z.record(z.string(), z.unknown());
const entry = z
  .object({ id: z.uuid().nullable(), name: z.string(), version: z.int() })
  .meta({ id: "ImportedGate" });
const wireImport = z
  .object({
    dryRun: z.boolean().meta({ description: "True when nothing was done." }),
    created: z.array(entry).meta({ description: "New gates; in a dry run without ids." }),
    updated: z.array(
      entry.extend({
        changedFields: z.array(z.string()),
        before: anyFields.optional().meta({
          description:
            "The fields that change, as they are; amounts in USD with at least two decimals. In a dry run only.",
        }),
        after: anyFields
          .optional()
          .meta({ description: "The same fields as the file has them. In a dry run only." }),
      }),
    ),
    unchanged: z.array(entry),
  })
  .meta({ id: "GatesImport" });
type WireImport = z.input<typeof wireImport>;

const importEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/gates/import",
  operationId: "importGates",
  tag: "Gates",
  summary: "Import gates from a file",
  description:
    "Creates the gates of a `layer.config.yaml` that are not there and brings the others, matched by name, to what the file " +
    "says: a setting that it leaves out goes back to its default; `limits`, `payloads`, `spendingLimit` with its period and " +
    "enforcement, and `isDefault` stay as they are when it leaves them out, and null takes the first three away. All of it is done or " +
    "nothing. Gates that are not in the file stay as they are, but that another may become the default. With `dryRun` it only says what " +
    "it would do. Who may not change spending limits may not by a file.",
  auth: true,
  resource: "gates",
  body: z.strictObject({
    yaml: z.string({ error: "yaml: send the text of the file." }),
    dryRun: z.boolean({ error: "dryRun: use true or false." }).optional(),
    expectedVersions: z
      .record(z.string(), z.int())
      .optional()
      .meta({
        description:
          "Versions by gate id, as a dry run said. When a gate that would change is not among them or was saved since, " +
          "the answer is 409 conflict and nothing is done.",
      }),
  }),
  bodyExample: { yaml: "gates:\n  - name: support\n    model: sandbox/echo\n", dryRun: true },
  responses: {
    200: {
      description: "What was done, or would be.",
      schema: wireImport,
      example: {
        dryRun: true,
        created: [{ id: null, name: "support", version: 1 }],
        updated: [],
        unchanged: [],
      } satisfies WireImport,
    },
  },
  errors: ["conflict"],
  async run(ctx, { body: { yaml, dryRun = false, expectedVersions } }) {
    if (dryRun) return { status: 200, body: planOnWire(await planGateImport(ctx, yaml)) };
    return { status: 200, body: resultOnWire(await importGates(ctx, { text: yaml, expectedVersions })) };
  },
});

function planOnWire({ creates, updates, unchanged }: GateImportPlan): WireImport {
  return {
    dryRun: true,
    created: creates.map(({ name }) => ({ id: null, name, version: 1 })),
    updated: updates.map(({ gate, changedFields, before, after }) => ({
      ...reference(gate),
      changedFields,
      before: fieldsOf(before, changedFields),
      after: fieldsOf(after, changedFields),
    })),
    unchanged: unchanged.map(reference),
  };
}

function resultOnWire({ created, updated, unchanged }: ImportedGates): WireImport {
  return {
    dryRun: false,
    created: created.map(reference),
    updated: updated.map(({ gate, changedFields }) => ({ ...reference(gate), changedFields })),
    unchanged: unchanged.map(reference),
  };
}

function reference({ id, name, version }: { id: string; name: string; version: number }) {
  return { id, name, version };
}

function fieldsOf({ name, settings, beside }: WholeGate, fields: readonly string[]): Record<string, unknown> {
  const all = { name, ...settingsOnWire(settings), ...besideOnWire(beside) };
  return Object.fromEntries(Object.entries(all).filter(([field]) => fields.includes(field)));
}

/** Endpoints of `/v1/gates/import`. */
export const importEndpoints = [importEndpoint];
