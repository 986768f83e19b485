import { checkGate } from "@/lib/gates/check-gate";
import { type GateProblem, gateSettingsInput } from "@/lib/gates/contract";
import type { Viewer } from "@/lib/transport/require-viewer";

/** Everything that speaks against these settings, with the account's providers in mind. */
export async function problemsOf(
  { ctx }: Viewer,
  { settings }: { settings: unknown },
): Promise<GateProblem[]> {
  const parsed = gateSettingsInput.safeParse(settings);
  if (parsed.success) return checkGate(ctx, parsed.data);
  return parsed.error.issues.map(({ path, message }) => ({
    field: String(path[0] ?? ""),
    severity: "error" as const,
    message,
  }));
}
