import type { ExportId } from "@/lib/core/ids";
import type { LogExport } from "./contract";

/** What the trail calls an export. */
export function exportSubject({ id, format, createdAt }: Pick<LogExport, "id" | "format" | "createdAt">) {
  return {
    kind: "export",
    id: id as ExportId,
    name: `log-${createdAt.toISOString().slice(0, 10)}.${format}`,
  } as const;
}
