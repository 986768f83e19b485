import type { GateId } from "@/lib/core/ids";

/** A named routing configuration, as its account sees it. */
export type Gate = {
  id: GateId;
  name: string;
  description: string | null;
  taskType: string;
  model: string;
  /** `true`: a request may replace every field; `false`: none; else the fields named `true`. */
  allowOverrides: boolean | Record<string, boolean>;
  isDefault: boolean;
  /** Counts the saves. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
};
