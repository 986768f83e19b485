"use client";

import { useState } from "react";

/** False until `wanted` has been true for the first time, then true for good: what it guards keeps its closing motion. */
export function useLoadedOnce(wanted: boolean): boolean {
  const [loaded, setLoaded] = useState(wanted);
  if (wanted && !loaded) setLoaded(true);
  return loaded;
}
