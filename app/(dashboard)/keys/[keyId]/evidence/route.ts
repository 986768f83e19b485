import { evidenceOfUse } from "@/lib/logs/queries";
import { deletionWarning } from "../../_components/evidence";
import { keyRoute } from "../key-route";

/** What the delete dialog says before it asks. */
export const GET = keyRoute(async (ctx, key) =>
  deletionWarning(await evidenceOfUse(ctx, key.id), key.lastUsedAt, ctx.clock.now()),
);
