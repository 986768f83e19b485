import { exportKeys } from "./export-keys";

export const POST = exportKeys;
