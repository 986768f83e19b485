"use client";

import { useCopy } from "@/components/ui/use-copy";

/** Copies a key's id and says so. */
export function useCopyKeyId(): (keyId: string) => void {
  const copy = useCopy();
  return (keyId) => void copy(keyId, "Key id copied");
}
