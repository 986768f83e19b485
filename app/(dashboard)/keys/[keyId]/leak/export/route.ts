import { exportDamage } from "./export-damage";

/** The calls of a leaked key as a file. */
export const GET = exportDamage;
