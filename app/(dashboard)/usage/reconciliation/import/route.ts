import { REPORT_MAX_BYTES } from "@/lib/reconciliation/contract";
import { pageUploadDoor } from "@/lib/transport/page-door";
import { importFile } from "./import-file";

/** Imports a report that was chosen or dropped on the page. */
export const POST = pageUploadDoor(REPORT_MAX_BYTES, importFile);
