import { checkGate } from "@/lib/gates/check-gate";
import { type GateProblem, gateSettingsInput } from "@/lib/gates/contract";
import type { Viewer } from "@/lib/transport/require-viewer";

/**
 * Everything that speaks against these settings, with the account's providers in mind. Fields that cannot be read are told
 * first; the rest is checked as if they had their defaults.
 */
export async function problemsOf({ ctx }: Viewer, input: { settings: object }): Promise<GateProblem[]> {
  const parsed = gateSettingsInput.safeParse(input.settings);
  if (parsed.success) return checkGate(ctx, parsed.data);
  const faults = parsed.error.issues.map(({ path, message }) => ({
    field: String(path[0] ?? ""),
    severity: "error" as const,
    message,
  }));
  const isFaulty = (name: string) => faults.some(({ field }) => field === name);
  const readable = Object.entries(input.settings).filter(([name]) => !isFaulty(name));
  const rest = gateSettingsInput.safeParse(Object.fromEntries(readable));
  const others = rest.success ? await checkGate(ctx, rest.data) : [];
  return [...faults, ...others.filter(({ field }) => !isFaulty(field))];
}
