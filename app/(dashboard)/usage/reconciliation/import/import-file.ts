import { AppError } from "@/lib/core/errors";
import type { LineProblem } from "@/lib/reconciliation/contract";
import { importReport } from "@/lib/reconciliation/import-report";
import type { Viewer } from "@/lib/transport/require-viewer";

/** What the page is told of a file: what became of it, or why nothing did. */
export type ImportAnswer =
  | {
      isNew: boolean;
      provider: string;
      firstDay: string;
      lastDay: string;
      models: number;
      understood: string[];
      ignored: string[];
      notices: string[];
    }
  | { problem: string; lines: LineProblem[]; noun: string };

/** Imports the file in a request; its name and whose report it is are in the address. */
export async function importFile(
  { ctx }: Viewer,
  bytes: Uint8Array,
  request: Request,
): Promise<ImportAnswer> {
  const { searchParams } = new URL(request.url);
  const fileName = searchParams.get("name") ?? "report";
  try {
    const { report, ...read } = await importReport(ctx, {
      bytes,
      provider: searchParams.get("provider"),
      fileName,
    });
    const { provider, firstDay, lastDay, models } = report;
    return { ...read, provider, firstDay, lastDay, models };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { lines = [], noun = "line" } = (thrown.details ?? {}) as { lines?: LineProblem[]; noun?: string };
    return { problem: thrown.message, lines, noun };
  }
}
