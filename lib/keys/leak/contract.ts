import { z } from "zod";
import type { KeyId } from "@/lib/core/ids";
import { maskSecrets } from "../mask-secrets";

/** What is done at once to a key that leaked: stopped with its running calls, given a new secret, or only marked. */
export const LEAK_ACTIONS = ["disable", "rotate", "mark"] as const;

const MOST_CHARACTERS = 500;

const sentence = (what: string) =>
  z
    .string({ error: `${what}: use text.` })
    .transform((text) => maskSecrets(text.trim()))
    .pipe(
      z
        .string()
        .max(MOST_CHARACTERS, { error: `${what}: use at most ${MOST_CHARACTERS} characters.` })
        .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), {
          error: `${what}: use one line of text without control characters.`,
        }),
    );

/** Where a key was found: an address or a sentence. A secret in it is masked before anything is kept. */
export const whereFound = sentence("where").meta({
  description: "Where it was found, at most 500 characters: an address or a sentence. A key in it is masked.",
});
/** How an exposure was dealt with. */
export const resolutionNote = sentence("note").meta({
  description: "What was done about it, at most 500 characters. A key in it is masked.",
});

export type ReportLeakInput = {
  keyId: string;
  action: "disable" | "mark";
  where?: string | undefined;
  /** A sentence for the account that says what to do now. */
  advice?: string | undefined;
};
export type ResolveExposureInput = { keyId: string; note: string };

const keyId = z.string().transform((text) => text as KeyId);
export const reportLeakInput = z.strictObject({
  keyId,
  action: z.enum(["disable", "mark"]),
  where: z.string().optional(),
});
export const replaceLeakedSecretInput = z.strictObject({ keyId, where: z.string().optional() });
export const resolveExposureInput = z.strictObject({ keyId, note: z.string() });
