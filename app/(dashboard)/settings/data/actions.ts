"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { accountPayloadPolicy } from "@/lib/payloads/contract";
import { deletePayloads } from "@/lib/payloads/delete-payloads";
import { updatePayloadPolicy } from "@/lib/payloads/update-payload-policy";
import { defineAction } from "@/lib/transport/define-action";

const setPolicy = defineAction(accountPayloadPolicy, updatePayloadPolicy);
const deleteAll = defineAction(z.undefined(), (ctx) => deletePayloads(ctx));

export async function setPayloadPolicyAction(input: unknown) {
  const result = await setPolicy(input);
  refresh();
  return result;
}

export async function deletePayloadsAction() {
  const result = await deleteAll(undefined);
  refresh();
  return result;
}
