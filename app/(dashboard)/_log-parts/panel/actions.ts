"use server";

import { refresh } from "next/cache";
import { payloadIdInput } from "@/lib/payloads/contract";
import { deletePayload } from "@/lib/payloads/delete-payload";
import { defineAction } from "@/lib/transport/define-action";

const remove = defineAction(payloadIdInput, deletePayload);

export async function deletePayloadAction(input: unknown) {
  const result = await remove(input);
  refresh();
  return result;
}
