import { cache } from "react";
import type { Ctx } from "@/lib/context";
import { loadOfLog } from "@/lib/limits/load-of-log";

/** The load of the last week, read once for all parts of a page. */
export const loadOfAccount = cache((ctx: Ctx) => loadOfLog(ctx));
