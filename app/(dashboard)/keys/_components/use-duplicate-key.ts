"use client";

import { useRef } from "react";
import { useToasts } from "@/components/ui/toast";
import { newId, type RequestId } from "@/lib/core/ids";
import { attempt } from "@/lib/transport/attempt";
import { duplicateKeyAction } from "../actions";
import { useCreateKeyDialog } from "./create-key";
import type { NamedKey } from "./key-state";

/** Makes a key with the settings of another one and shows its secret, once. */
export function useDuplicateKey(): (key: NamedKey) => Promise<void> {
  const toasts = useToasts();
  const { created } = useCreateKeyDialog();
  const running = useRef(false);

  return async ({ id: keyId, name }) => {
    if (running.current) return;
    running.current = true;
    const idempotencyKey = newId<RequestId>();
    const made = await attempt(() => duplicateKeyAction({ keyId, idempotencyKey }));
    running.current = false;
    if (!made.ok) {
      toasts.add({ title: `${name} was not copied`, description: made.error.message, kind: "error" });
      return;
    }
    const { key, secret, spendingLimits } = made.data;
    if (secret !== null) created({ id: key.id, name: key.name, secret });
    if (spendingLimits > 0)
      toasts.add({ title: `${name} was copied`, description: limitsWord(spendingLimits) });
  };
}

function limitsWord(count: number): string {
  if (count === 1) return "The copy has the same spending limit, with nothing spent.";
  return `The copy has the same ${count} spending limits, with nothing spent.`;
}
