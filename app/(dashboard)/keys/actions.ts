"use server";

import { refresh } from "next/cache";
import { createKeyInput, keyIdInput, renameKeyInput } from "@/lib/keys/contract";
import { createKey } from "@/lib/keys/create-key";
import { deleteKey } from "@/lib/keys/delete-key";
import { disableKey } from "@/lib/keys/disable-key";
import { enableKey } from "@/lib/keys/enable-key";
import { renameKey } from "@/lib/keys/rename-key";
import { restoreKey } from "@/lib/keys/restore-key";
import { defineAction } from "@/lib/transport/define-action";

const create = defineAction(createKeyInput, createKey);
const rename = defineAction(renameKeyInput, renameKey);
const remove = defineAction(keyIdInput, deleteKey);
const restore = defineAction(keyIdInput, restoreKey);
const disable = defineAction(keyIdInput, disableKey);
const enable = defineAction(keyIdInput, enableKey);

/** Refreshes nothing: a new list under the dialog must not disturb the secret it shows. */
export async function createKeyAction(input: unknown) {
  return create(input);
}

export async function renameKeyAction(input: unknown) {
  const result = await rename(input);
  refresh();
  return result;
}

export async function deleteKeyAction(input: unknown) {
  const result = await remove(input);
  refresh();
  return result;
}

export async function restoreKeyAction(input: unknown) {
  const result = await restore(input);
  refresh();
  return result;
}

export async function disableKeyAction(input: unknown) {
  const result = await disable(input);
  refresh();
  return result;
}

export async function enableKeyAction(input: unknown) {
  const result = await enable(input);
  refresh();
  return result;
}
