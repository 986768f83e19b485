import type { Ctx } from "@/lib/context";
import { keyHealth } from "@/lib/keys/health/key-health";
import { HealthStrip } from "./health-strip";

/** Reads how many keys have which defect; drawn after the list, which does not wait for it. */
export async function KeyHealth({ ctx }: { ctx: Ctx }) {
  return <HealthStrip health={await keyHealth(ctx)} />;
}
