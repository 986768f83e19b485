"use server";

import { z } from "zod";
import { verifyChain } from "@/lib/audit/verify-chain";
import { defineAction } from "@/lib/transport/define-action";

const verify = defineAction(z.undefined(), verifyChain);

/** Changes nothing: it reads the whole trail of the account. */
export async function verifyChainAction() {
  return verify(undefined);
}
