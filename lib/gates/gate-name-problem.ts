import { nameRule } from "@/lib/core/name-rule";

/** Why a gate cannot have this name, in a sentence for its author, or null when it can. Outer blanks must be off already. */
export function gateNameProblem(name: string): string | null {
  return nameRule(name, "Give the gate a name, for example support-answers.");
}
