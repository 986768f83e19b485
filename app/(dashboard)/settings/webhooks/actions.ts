"use server";

import { refresh } from "next/cache";
import { defineAction } from "@/lib/transport/define-action";
import {
  createWebhookInput,
  resendDeliveryInput,
  updateWebhookInput,
  webhookIdInput,
} from "@/lib/webhooks/contract";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { deleteWebhook } from "@/lib/webhooks/delete-webhook";
import { resendDelivery } from "@/lib/webhooks/resend-delivery";
import { rotateWebhookSecret } from "@/lib/webhooks/rotate-webhook-secret";
import { testWebhook } from "@/lib/webhooks/test-webhook";
import { updateWebhook } from "@/lib/webhooks/update-webhook";

const create = defineAction(createWebhookInput, createWebhook);
const update = defineAction(updateWebhookInput, updateWebhook);
const rotate = defineAction(webhookIdInput, rotateWebhookSecret);
const remove = defineAction(webhookIdInput, deleteWebhook);
const sendTest = defineAction(webhookIdInput, testWebhook);
const resend = defineAction(resendDeliveryInput, resendDelivery);

/** Refreshes nothing: a new list under the dialog must not disturb the secret it shows. */
export async function createWebhookAction(input: unknown) {
  return create(input);
}

/** Refreshes nothing, for the same reason. */
export async function rotateWebhookSecretAction(input: unknown) {
  return rotate(input);
}

export async function updateWebhookAction(input: unknown) {
  const result = await update(input);
  refresh();
  return result;
}

/** Refreshes nothing: the page of what is deleted is left. */
export async function deleteWebhookAction(input: unknown) {
  return remove(input);
}

export async function testWebhookAction(input: unknown) {
  const result = await sendTest(input);
  refresh();
  return result;
}

export async function resendDeliveryAction(input: unknown) {
  const result = await resend(input);
  refresh();
  return result;
}
