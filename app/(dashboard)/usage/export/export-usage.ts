import { fileResponse } from "@/lib/transport/file-response";
import { pageReadDoor } from "@/lib/transport/page-door";
import { browserZone } from "@/lib/transport/viewer-zone";
import { readUsageAddress } from "@/lib/usage/chart/usage-address";
import { usageFile } from "@/lib/usage/chart/usage-file";
import { usagePlan } from "@/lib/usage/chart/usage-plan";

/** What the page shows as a file: `format` is csv or json, and the rest of the address says what the page's does. */
export const exportRoute = pageReadDoor(async ({ ctx }, _params, request) => {
  const parts = Object.fromEntries(new URL(request.url).searchParams);
  const plan = usagePlan(readUsageAddress(parts), await browserZone(), ctx.clock.now());
  return fileResponse(await usageFile(ctx, plan, parts.format === "csv" ? "csv" : "json"));
});
