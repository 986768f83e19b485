"use server";

import { refresh } from "next/cache";
import { changeSpendingLimit } from "@/lib/spending/change-spending-limit";
import {
  changeSpendingLimitInput,
  newSpendingLimit,
  raiseSpendingLimitInput,
  spendingLimitInput,
} from "@/lib/spending/contract";
import { createSpendingLimit } from "@/lib/spending/create-spending-limit";
import { deleteSpendingLimit } from "@/lib/spending/delete-spending-limit";
import { raiseSpendingLimit } from "@/lib/spending/raise-spending-limit";
import { resetSpendingLimit } from "@/lib/spending/reset-spending-limit";
import { defineAction } from "@/lib/transport/define-action";

const create = defineAction(newSpendingLimit, createSpendingLimit);
const change = defineAction(changeSpendingLimitInput, changeSpendingLimit);
const raise = defineAction(raiseSpendingLimitInput, raiseSpendingLimit);
const reset = defineAction(spendingLimitInput, resetSpendingLimit);
const remove = defineAction(spendingLimitInput, deleteSpendingLimit);

export async function createSpendingLimitAction(input: unknown) {
  const result = await create(input);
  refresh();
  return result;
}

export async function changeSpendingLimitAction(input: unknown) {
  const result = await change(input);
  refresh();
  return result;
}

export async function raiseSpendingLimitAction(input: unknown) {
  const result = await raise(input);
  refresh();
  return result;
}

export async function resetSpendingLimitAction(input: unknown) {
  const result = await reset(input);
  refresh();
  return result;
}

export async function deleteSpendingLimitAction(input: unknown) {
  const result = await remove(input);
  refresh();
  return result;
}
