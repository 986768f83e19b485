import { latestRequests } from "@/lib/logs/queries";
import { firstRequest } from "../../../_first-request/first-request";
import { keyRoute } from "../key-route";
import { secretAsked } from "../secret-asked";

/** The oldest of the latest: a key or secret that had none a moment ago cannot have more than a few. */
export const GET = keyRoute(async (ctx, key, request) =>
  firstRequest((await latestRequests(ctx, { keyId: key.id, ...secretAsked(request), limit: 20 })).at(-1)),
);
