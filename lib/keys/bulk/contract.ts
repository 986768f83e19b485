import { z } from "zod";
import { KEY_DEFECTS, KEY_SCOPES, KEY_STATES } from "@/lib/core/key-filter";
import { keyDetails } from "../key-details";

/** Most keys that change at once. */
export const BULK_MAX_KEYS = 1_000;

export const BULK_ACTIONS = ["disable", "enable", "delete", "setExpiry", "addTags", "removeTags"] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

const ids = z
  .array(z.string({ error: "ids: send a list of key ids." }), { error: "ids: send a list of key ids." })
  .min(1, { error: "Name at least one key." })
  .max(BULK_MAX_KEYS, { error: `Name at most ${BULK_MAX_KEYS.toLocaleString("en")} keys at once.` });

const ACTION_ERROR = `action: use ${BULK_ACTIONS.map((action) => `"${action}"`).join(", ")}.`;

/** Which keys, what is to be done, and what that takes: `expiresAt` for setExpiry, `tags` for addTags and removeTags. */
export const changeKeysInput = z
  .strictObject({
    ids: ids.meta({ description: `1 to ${BULK_MAX_KEYS} ids of keys.` }),
    action: z.enum(BULK_ACTIONS, { error: ACTION_ERROR }),
    expiresAt: keyDetails.expiresAt,
    tags: keyDetails.tags,
  })
  .superRefine(({ action, expiresAt, tags }, issues) => {
    const wantsTags = action === "addTags" || action === "removeTags";
    const refuse = (field: string, message: string) =>
      issues.addIssue({ code: "custom", path: [field], message });
    if (action === "setExpiry" && expiresAt === undefined) {
      refuse("expiresAt", "Say when the keys expire; null is never.");
    }
    if (action !== "setExpiry" && expiresAt !== undefined)
      refuse("expiresAt", `${action} takes no expiresAt.`);
    if (wantsTags && (tags === undefined || tags.length === 0)) refuse("tags", "Name at least one tag.");
    if (!wantsTags && tags !== undefined) refuse("tags", `${action} takes no tags.`);
  })
  .meta({ id: "BulkKeyChange" });
export type ChangeKeysInput = z.output<typeof changeKeysInput>;

/** What became of one key. `unchanged` was that way already. */
export type KeyOutcome = {
  id: string;
  /** Null when there is no such key. */
  name: string | null;
  outcome: "changed" | "unchanged" | "refused";
  error: { code: string; message: string } | null;
};

/** `undo` names the entries of the trail that `undoChanges` takes back. */
export type ChangedKeys = { results: KeyOutcome[]; undo: number[] };

export const undoChangesInput = z.strictObject({
  undo: z.array(z.int().positive()).min(1).max(BULK_MAX_KEYS),
});
export type UndoChangesInput = z.output<typeof undoChangesInput>;

export const keyIdsInput = z.strictObject({ ids });

const text = z.string().max(100).nullable();

export const keyFilterInput = z.strictObject({
  search: z.string().max(100),
  status: z.enum(KEY_STATES).nullable(),
  health: z.enum(KEY_DEFECTS).nullable(),
  tag: text,
  createdBy: text,
  scope: z.enum(KEY_SCOPES).nullable(),
  expires: z.boolean().nullable(),
});
