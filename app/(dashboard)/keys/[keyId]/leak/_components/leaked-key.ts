import type { ApiKey } from "@/lib/keys/contract";

/** What the steps have to know of the key. */
export type LeakedKey = Pick<ApiKey, "id" | "name" | "status" | "exposedAt" | "exposedWhere">;
