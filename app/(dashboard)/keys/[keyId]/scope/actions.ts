"use server";

import { refresh } from "next/cache";
import { keyLimitsInput, keyPayloadsInput } from "@/lib/keys/contract";
import { previewScopeInput, setKeyScopeInput } from "@/lib/keys/scope/contract";
import { previewScope } from "@/lib/keys/scope/scope-preview";
import { updateKey } from "@/lib/keys/update-key";
import { defineAction } from "@/lib/transport/define-action";

const preview = defineAction(previewScopeInput, previewScope);
const setPayloads = defineAction(keyPayloadsInput, updateKey);
const setLimits = defineAction(keyLimitsInput, updateKey);
const set = defineAction(setKeyScopeInput, updateKey);

export async function previewScopeAction(input: unknown) {
  return preview(input);
}

export async function setKeyScopeAction(input: unknown) {
  const result = await set(input);
  refresh();
  return result;
}

export async function setKeyPayloadsAction(input: unknown) {
  const result = await setPayloads(input);
  refresh();
  return result;
}

export async function setKeyLimitsAction(input: unknown) {
  const result = await setLimits(input);
  refresh();
  return result;
}
