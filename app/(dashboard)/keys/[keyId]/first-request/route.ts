import { latestRequests } from "@/lib/logs/queries";
import { firstRequest } from "../../_components/first-request";
import { keyRoute } from "../key-route";

/** The oldest of the latest: a key that had none a moment ago cannot have more than a few. */
export const GET = keyRoute(async (ctx, key) => {
  const rows = await latestRequests(ctx, { keyId: key.id, limit: 20 });
  return firstRequest(rows.at(-1));
});
