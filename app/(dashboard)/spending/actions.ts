"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { sendTestAlert } from "@/lib/spending/send-test-alert";
import { defineAction } from "@/lib/transport/define-action";

const sendTest = defineAction(z.strictObject({}), sendTestAlert);

export async function sendTestAlertAction(input: unknown) {
  const result = await sendTest(input);
  refresh();
  return result;
}
