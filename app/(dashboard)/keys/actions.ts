"use server";

import { refresh } from "next/cache";
import { alertIdInput } from "@/lib/alerts/contract";
import { dismissAlert } from "@/lib/alerts/dismiss-alert";
import {
  createKeyInput,
  duplicateKeyInput,
  keyIdInput,
  keyNetworkInput,
  renameKeyInput,
  updateKeyInput,
} from "@/lib/keys/contract";
import { createKey } from "@/lib/keys/create-key";
import { deleteKey } from "@/lib/keys/delete-key";
import { disableKey } from "@/lib/keys/disable-key";
import { duplicateKey } from "@/lib/keys/duplicate-key";
import { enableKey } from "@/lib/keys/enable-key";
import { knowNetwork } from "@/lib/keys/know-network";
import { renameKey } from "@/lib/keys/rename-key";
import { restoreKey } from "@/lib/keys/restore-key";
import { extendSecretInput, rotateKeyInput, secretIdInput } from "@/lib/keys/rotation/contract";
import { extendSecret } from "@/lib/keys/rotation/extend-secret";
import { rotateKey } from "@/lib/keys/rotation/rotate-key";
import { stopSecret } from "@/lib/keys/rotation/stop-secret";
import { updateKey } from "@/lib/keys/update-key";
import { defineAction } from "@/lib/transport/define-action";

const create = defineAction(createKeyInput, createKey);
const rename = defineAction(renameKeyInput, renameKey);
const remove = defineAction(keyIdInput, deleteKey);
const restore = defineAction(keyIdInput, restoreKey);
const disable = defineAction(keyIdInput, disableKey);
const enable = defineAction(keyIdInput, enableKey);
const dismiss = defineAction(alertIdInput, dismissAlert);
const update = defineAction(updateKeyInput, updateKey);
const duplicate = defineAction(duplicateKeyInput, duplicateKey);
const rotate = defineAction(rotateKeyInput, rotateKey);
const stop = defineAction(secretIdInput, stopSecret);
const extend = defineAction(extendSecretInput, extendSecret);
const know = defineAction(keyNetworkInput, knowNetwork);

/** Refreshes nothing: a new list under the dialog must not disturb the secret it shows. */
export async function createKeyAction(input: unknown) {
  return create(input);
}

/** Refreshes nothing, for the same reason. */
export async function duplicateKeyAction(input: unknown) {
  return duplicate(input);
}

/** Refreshes nothing, for the same reason. */
export async function rotateKeyAction(input: unknown) {
  return rotate(input);
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

export async function stopSecretAction(input: unknown) {
  const result = await stop(input);
  refresh();
  return result;
}

export async function extendSecretAction(input: unknown) {
  const result = await extend(input);
  refresh();
  return result;
}

export async function knowNetworkAction(input: unknown) {
  const result = await know(input);
  refresh();
  return result;
}

export async function updateKeyAction(input: unknown) {
  const result = await update(input);
  refresh();
  return result;
}

export async function dismissAlertAction(input: unknown) {
  const result = await dismiss(input);
  refresh();
  return result;
}
