import { AppError } from "@/lib/core/errors";

/** Throws `conflict` for a webhook that nothing is sent to. */
export function refuseDisabled({ disabledAt }: { disabledAt: Date | null }): void {
  if (disabledAt === null) return;
  throw new AppError("conflict", "The webhook is disabled, so nothing is sent to it. Enable it first.");
}
