"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { keysInUse, keyTags, matchingKeyIds } from "@/lib/keys/bulk/bulk-queries";
import { changeKeys } from "@/lib/keys/bulk/change-keys";
import { changeKeysInput, keyFilterInput, keyIdsInput, undoChangesInput } from "@/lib/keys/bulk/contract";
import { undoChanges } from "@/lib/keys/bulk/undo-changes";
import { defineAction } from "@/lib/transport/define-action";

const change = defineAction(changeKeysInput, changeKeys);
const undo = defineAction(undoChangesInput, undoChanges);
const inUse = defineAction(keyIdsInput, keysInUse);
const matching = defineAction(keyFilterInput, matchingKeyIds);
const tags = defineAction(z.undefined(), keyTags);

export async function changeKeysAction(input: unknown) {
  const result = await change(input);
  refresh();
  return result;
}

export async function undoChangesAction(input: unknown) {
  const result = await undo(input);
  refresh();
  return result;
}

export async function keysInUseAction(input: unknown) {
  return inUse(input);
}

export async function matchingKeysAction(input: unknown) {
  return matching(input);
}

export async function keyTagsAction() {
  return tags(undefined);
}
