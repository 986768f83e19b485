"use client";

import { createContext, useContext } from "react";

type Chip = { isOpen: boolean; close: () => void };

/** Lets the fields of a filter know whether they are in sight, and close what they stand in. */
export const ChipContext = createContext<Chip>({ isOpen: true, close: () => undefined });

export function useChip(): Chip {
  return useContext(ChipContext);
}
