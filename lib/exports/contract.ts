import { z } from "zod";
import type { exports } from "@/db/schema/exports";
import { DAY_MS } from "@/lib/core/time";
import type { LogFilter } from "@/lib/logs/contract";

export const EXPORT_FORMATS = ["csv", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Files with more rows are written in the background. */
export const STREAMED_ROWS_MAX = 50_000;
/** No file has more rows. */
export const EXPORT_ROWS_MAX = 1_000_000;
/** How long a finished file is kept. */
export const EXPORT_KEPT_MS = 7 * DAY_MS;
/** Exports of one account that are not finished yet. */
export const WAITING_EXPORTS_MAX = 5;

/** Which rows of the log a file has, and in whose days it says of which time they are. Its times themselves are UTC. */
export type LogFileQuery = { filter: LogFilter; zone: string; format: ExportFormat };

/** A file that is written in the background, and how far it is. */
export type LogExport = Omit<typeof exports.$inferSelect, "place">;

export const exportIdInput = z.strictObject({ exportId: z.string() });
