import { z } from "zod";

/** A file of gates as it was pasted or chosen; what is in it is for the room to read. */
export const planImportInput = z.strictObject({ text: z.string() });

/** `expectedVersions` says by gate id which version the person was shown. */
export const applyImportInput = z.strictObject({
  text: z.string(),
  expectedVersions: z.record(z.string(), z.int()),
});
