import { and, eq, isNull } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";

/** The columns of a `Gate`. */
export const gateColumns = {
  id: gates.id,
  name: gates.name,
  settings: gates.settings,
  isDefault: gates.isDefault,
  payloads: gates.payloads,
  limits: gates.limits,
  version: gates.version,
  createdAt: gates.createdAt,
  updatedAt: gates.updatedAt,
};

/** The account's gates that are not deleted. */
export function liveGates({ accountId }: Pick<Ctx, "accountId">) {
  return and(eq(gates.accountId, accountId), isNull(gates.deletedAt));
}

/** The answer for deleted, unknown and other accounts' gates alike. */
export function gateNotFound(): AppError {
  return new AppError("not_found", "There is no gate with this id or name in your account.");
}
