"use server";

import { refresh } from "next/cache";
import { keyGuardInput } from "@/lib/keys/contract";
import { updateKey } from "@/lib/keys/update-key";
import { defineAction } from "@/lib/transport/define-action";

const setGuard = defineAction(keyGuardInput, updateKey);

export async function setKeyGuardAction(input: unknown) {
  const result = await setGuard(input);
  refresh();
  return result;
}
