"use client";

import { useRouter } from "next/navigation";
import { useToasts } from "@/components/ui/toast";
import { attempt } from "@/lib/transport/attempt";
import { duplicateGateAction, setDefaultGateAction } from "../actions";
import type { NamedGate } from "./named-gate";

/** What is done to a gate without asking first, and what became of it. */
export function useGateActions() {
  const toasts = useToasts();
  const router = useRouter();

  async function duplicate({ id, name }: NamedGate) {
    const made = await attempt(() => duplicateGateAction({ gateId: id }));
    if (!made.ok) {
      toasts.add({ title: `${name} was not duplicated`, description: made.error.message, kind: "error" });
      return;
    }
    const copy = made.data;
    const action = { label: "Open", onPress: () => router.push(`/gates/${copy.id}`) };
    const called = `The copy is called ${copy.name}.`;
    const description = copy.spendingLimits === 0 ? called : `${called} ${limitsWord(copy.spendingLimits)}`;
    toasts.add({ title: "Gate duplicated", description, action });
  }

  async function makeDefault({ id, name }: NamedGate) {
    const set = await attempt(() => setDefaultGateAction({ gateId: id }));
    if (set.ok) toasts.add({ title: "Default gate set", description: `${name} answers when none is named.` });
    else toasts.add({ title: "The default did not change", description: set.error.message, kind: "error" });
  }

  return { duplicate, makeDefault };
}

function limitsWord(count: number): string {
  if (count === 1) return "It has the same spending limit, with nothing spent.";
  return `It has the same ${count} spending limits, with nothing spent.`;
}
