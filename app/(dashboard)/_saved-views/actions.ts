"use server";

import { refresh } from "next/cache";
import { createSavedViewInput, savedViewIdInput } from "@/lib/saved-views/contract";
import { createSavedView } from "@/lib/saved-views/create-saved-view";
import { deleteSavedView } from "@/lib/saved-views/delete-saved-view";
import { defineAction } from "@/lib/transport/define-action";

const create = defineAction(createSavedViewInput, createSavedView);
const remove = defineAction(savedViewIdInput, deleteSavedView);

export async function saveViewAction(input: unknown) {
  const result = await create(input);
  refresh();
  return result;
}

export async function deleteViewAction(input: unknown) {
  const result = await remove(input);
  refresh();
  return result;
}
