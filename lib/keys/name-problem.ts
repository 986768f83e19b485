import { nameRule } from "@/lib/core/name-rule";

/** Why a key cannot have this name, in a sentence for its author, or null when it can. Outer blanks must be off already. */
export function nameProblem(name: string): string | null {
  return nameRule(name, "Give the key a name, for example Production.");
}
