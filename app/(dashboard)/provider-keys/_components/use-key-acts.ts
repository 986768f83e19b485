"use client";

import { useState } from "react";
import { useToasts } from "@/components/ui/toast";
import { formatCountExact } from "@/lib/core/format";
import type { ProviderKey } from "@/lib/provider-keys/contract";
import { attempt } from "@/lib/transport/attempt";
import { checkProviderKeyAction, toggleProviderKeyAction, updateProviderKeyAction } from "../actions";

export type KeyActs = ReturnType<typeof useKeyActs>;

/** What a row does without a dialog, and what it says of it. */
export function useKeyActs({ id, label }: Pick<ProviderKey, "id" | "label">) {
  const toasts = useToasts();
  const [testing, setTesting] = useState(false);

  async function test() {
    setTesting(true);
    const result = await attempt(() => checkProviderKeyAction({ ref: id }));
    setTesting(false);
    if (!result.ok) return refused(`${label} was not tested`, result.error.message);
    const { check } = result.data;
    if (!check.valid) return refused(`${label} failed its test`, check.message);
    toasts.add({
      title: `${label} works`,
      description: `Models available: ${formatCountExact(check.models)}.`,
    });
  }

  async function toggle(isActive: boolean) {
    const result = await attempt(() => toggleProviderKeyAction({ ref: id, isActive }));
    if (!result.ok) return refused(`${label} was not changed`, result.error.message);
    const undo = { label: "Undo", onPress: () => void toggle(true) };
    if (isActive)
      toasts.add({ title: "Key enabled", description: `${label} is used from the next call on.` });
    else toasts.add({ title: "Key disabled", description: `${label} is not used any more.`, action: undo });
  }

  async function move(position: number) {
    const result = await attempt(() => updateProviderKeyAction({ ref: id, position }));
    if (!result.ok) return refused(`${label} kept its place`, result.error.message);
    toasts.add({ title: "Order changed" });
  }

  function refused(title: string, description: string) {
    toasts.add({ title, description, kind: "error" });
  }

  return {
    testing,
    test: () => void test(),
    toggle: (isActive: boolean) => void toggle(isActive),
    move: (position: number) => void move(position),
  };
}
