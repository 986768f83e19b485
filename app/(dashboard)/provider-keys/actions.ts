"use server";

import { refresh } from "next/cache";
import { checkProviderKey } from "@/lib/provider-keys/check-provider-key";
import {
  createProviderKeyInput,
  providerKeyRefInput,
  toggleProviderKeysInput,
  updateProviderKeyInput,
} from "@/lib/provider-keys/contract";
import { createProviderKey } from "@/lib/provider-keys/create-provider-key";
import { deleteProviderKeys } from "@/lib/provider-keys/delete-provider-keys";
import { toggleProviderKeys } from "@/lib/provider-keys/toggle-provider-keys";
import { updateProviderKey } from "@/lib/provider-keys/update-provider-key";
import { defineAction } from "@/lib/transport/define-action";

const create = defineAction(createProviderKeyInput, createProviderKey);
const update = defineAction(updateProviderKeyInput, updateProviderKey);
const toggle = defineAction(toggleProviderKeysInput, toggleProviderKeys);
const remove = defineAction(providerKeyRefInput, deleteProviderKeys);
const check = defineAction(providerKeyRefInput, checkProviderKey);

export async function createProviderKeyAction(input: unknown) {
  const result = await create(input);
  refresh();
  return result;
}

export async function updateProviderKeyAction(input: unknown) {
  const result = await update(input);
  refresh();
  return result;
}

export async function toggleProviderKeyAction(input: unknown) {
  const result = await toggle(input);
  refresh();
  return result;
}

export async function deleteProviderKeyAction(input: unknown) {
  const result = await remove(input);
  refresh();
  return result;
}

export async function checkProviderKeyAction(input: unknown) {
  const result = await check(input);
  refresh();
  return result;
}
