import type { Ctx } from "@/lib/context";
import { findRole } from "@/lib/operator/queries";

/** Whether the viewer may set and change spending limits: owners of the account do. */
export async function maySetSpending(ctx: Ctx): Promise<boolean> {
  return (await findRole(ctx)) === "owner";
}
