import { z } from "zod";
import { exportIdInput, type LogExport } from "@/lib/exports/contract";
import { createExport } from "@/lib/exports/create-export";
import { deleteExport } from "@/lib/exports/delete-export";
import { exportFile } from "@/lib/exports/export-file";
import { getExport, listExports } from "@/lib/exports/queries";
import { fileResponse } from "@/lib/transport/file-response";
import { pageReadDoor, pageWriteDoor } from "@/lib/transport/page-door";
import { fileQuery } from "../export/export-log";

/** An export as a page's script gets it: counts, and moments as ISO 8601. */
export type ShownExport = Pick<
  LogExport,
  "id" | "format" | "state" | "rows" | "rowsTotal" | "bytes" | "error"
> & {
  createdAt: string;
  expiresAt: string;
};

const SHOWN = 20;
const address = z.strictObject({ address: z.string().max(10_000) });

/** Asks for the rows of an address of the log, with its `format`, as a file that is written in the background. */
export const createRoute = pageWriteDoor(address, async ({ ctx }, input) => {
  const query = await fileQuery(new URLSearchParams(input.address), ctx.clock.now());
  return shown((await createExport(ctx, query)).export);
});

/** The account's latest exports, newest first. */
export const listRoute = pageReadDoor(async ({ ctx }) => {
  const { items } = await listExports(ctx, { limit: SHOWN });
  return items.map(shown);
});

/** How far one is. */
export const statusRoute = pageReadDoor<{ exportId: string }>(async ({ ctx }, { exportId }) =>
  shown(await getExport(ctx, exportId)),
);

/** Its file, once it is done. */
export const fileRoute = pageReadDoor<{ exportId: string }>(async ({ ctx }, { exportId }) =>
  fileResponse(await exportFile(ctx, exportId)),
);

/** Deletes one; one that is being written stops. */
export const deleteRoute = pageWriteDoor(exportIdInput, async ({ ctx }, input) => {
  await deleteExport(ctx, input);
  return { deleted: true };
});

function shown({
  id,
  format,
  state,
  rows,
  rowsTotal,
  bytes,
  error,
  createdAt,
  expiresAt,
}: LogExport): ShownExport {
  const moments = { createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
  return { id, format, state, rows, rowsTotal, bytes, error, ...moments };
}
