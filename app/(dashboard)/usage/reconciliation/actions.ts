"use server";

import { z } from "zod";
import { deleteReport } from "@/lib/reconciliation/delete-report";
import { defineAction } from "@/lib/transport/define-action";

const remove = defineAction(z.object({ reportId: z.string() }), deleteReport);

export async function deleteReportAction(input: unknown) {
  return remove(input);
}
