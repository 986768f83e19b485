"use server";

import { refresh } from "next/cache";
import { duplicateKeyInput, keyIdInput } from "@/lib/keys/contract";
import { deleteKey } from "@/lib/keys/delete-key";
import { duplicateKey } from "@/lib/keys/duplicate-key";
import { replaceLeakedSecretInput, reportLeakInput, resolveExposureInput } from "@/lib/keys/leak/contract";
import { replaceLeakedSecret } from "@/lib/keys/leak/replace-leaked-secret";
import { reportLeak } from "@/lib/keys/leak/report-leak";
import { resolveExposure } from "@/lib/keys/leak/resolve-exposure";
import { defineAction } from "@/lib/transport/define-action";

const report = defineAction(reportLeakInput, reportLeak);
const replace = defineAction(replaceLeakedSecretInput, replaceLeakedSecret);
const resolve = defineAction(resolveExposureInput, resolveExposure);
const succeed = defineAction(duplicateKeyInput, duplicateKey);
const remove = defineAction(keyIdInput, deleteKey);

export async function reportLeakAction(input: unknown) {
  const result = await report(input);
  refresh();
  return result;
}

/** Refreshes nothing: a new page under the dialog must not disturb the secret it shows. */
export async function replaceLeakedSecretAction(input: unknown) {
  return replace(input);
}

/** The same goes for the secret of a successor. */
export async function makeSuccessorAction(input: unknown) {
  return succeed(input);
}

export async function resolveExposureAction(input: unknown) {
  const result = await resolve(input);
  refresh();
  return result;
}

/** A deletion that is not offered to be undone. */
export async function deleteLeakedKeyAction(input: unknown) {
  const result = await remove(input);
  refresh();
  return result;
}
