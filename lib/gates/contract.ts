import type { GateSettings } from "@/lib/core/gate-settings";
import type { GateId } from "@/lib/core/ids";

export type { GateSettings } from "@/lib/core/gate-settings";

/** A named routing configuration, as its account sees it. */
export type Gate = {
  id: GateId;
  name: string;
  settings: GateSettings;
  /** True for the gate that answers when a request names none. */
  isDefault: boolean;
  /** Counts the saves. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
};
