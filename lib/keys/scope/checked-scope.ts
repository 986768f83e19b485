import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { gates } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import { checkInput } from "@/lib/core/check-input";
import { AppError } from "@/lib/core/errors";
import type { GateId } from "@/lib/core/ids";
import type { KeyScope } from "@/lib/core/key-scope";
import { keyScope } from "./key-scope-schema";

const holder = z.strictObject({ scope: keyScope.nullish() });

/**
 * A scope as it is stored: null is full access. Throws `invalid_field` and `unknown_field` with the place in `param`
 * (`scope.networks.0`), also for a gate that the account does not have.
 */
export async function checkedScope(
  ctx: Pick<Ctx, "accountId"> & { db: Pick<Ctx["db"], "select"> },
  input: unknown,
): Promise<KeyScope | null> {
  const scope = checkInput(holder, { scope: input }, "body").scope ?? null;
  if (scope?.gates !== undefined) await refuseUnknownGates(ctx, scope.gates);
  return scope;
}

async function refuseUnknownGates(
  { db, accountId }: Pick<Ctx, "accountId"> & { db: Pick<Ctx["db"], "select"> },
  ids: readonly string[],
): Promise<void> {
  const rows = await db
    .select({ id: gates.id })
    .from(gates)
    .where(and(eq(gates.accountId, accountId), inArray(gates.id, ids as GateId[]), isNull(gates.deletedAt)));
  const live = new Set<string>(rows.map(({ id }) => id));
  const place = ids.findIndex((id) => !live.has(id));
  if (place === -1) return;
  throw new AppError("invalid_field", "There is no gate with this id in your account.", {
    param: `scope.gates.${place}`,
  });
}
