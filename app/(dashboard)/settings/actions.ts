"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { changePassword } from "@/lib/accounts/change-password";
import { changePasswordInput, endSessionInput, renameUserInput } from "@/lib/accounts/contract";
import { endOtherSessions } from "@/lib/accounts/end-other-sessions";
import { endSession } from "@/lib/accounts/end-session";
import { renameUser } from "@/lib/accounts/rename-user";
import { updateKeyPolicyInput } from "@/lib/keys/policy/contract";
import { updateKeyPolicy } from "@/lib/keys/policy/update-key-policy";
import { defineAction } from "@/lib/transport/define-action";

const rename = defineAction(renameUserInput, renameUser);
const changeOwnPassword = defineAction(changePasswordInput, (ctx, input, { sessionId }) =>
  changePassword(ctx, { ...input, keep: sessionId }),
);
const end = defineAction(endSessionInput, endSession);
const endOthers = defineAction(z.undefined(), (ctx, _input, { sessionId }) =>
  endOtherSessions(ctx, { keep: sessionId }),
);

const changePolicy = defineAction(updateKeyPolicyInput, updateKeyPolicy);

export async function updateKeyPolicyAction(input: unknown) {
  const result = await changePolicy(input);
  refresh();
  return result;
}

export async function renameUserAction(input: unknown) {
  const result = await rename(input);
  refresh();
  return result;
}

export async function changePasswordAction(input: unknown) {
  const result = await changeOwnPassword(input);
  refresh();
  return result;
}

export async function endSessionAction(input: unknown) {
  const result = await end(input);
  refresh();
  return result;
}

export async function endOtherSessionsAction() {
  const result = await endOthers(undefined);
  refresh();
  return result;
}
