"use client";

import { useQueryState } from "nuqs";
import { useEffect, useState } from "react";
import { editorSearchParams } from "../../search-params";
import { tabOf } from "./gate-problems";

/** Brings the tab of a field up and puts the focus into the field once it is there. */
export function useFieldFocus(): (field: string) => void {
  const [tab, setTab] = useQueryState("tab", editorSearchParams.tab);
  const [wanted, setWanted] = useState<{ field: string } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the field appears with its tab.
  useEffect(() => {
    if (wanted === null) return;
    const place = document.querySelector(`[data-field~="${CSS.escape(wanted.field)}"]`);
    const control = place?.querySelector<HTMLElement>("input, select, textarea");
    if (!control) return;
    control.focus();
    setWanted(null);
  }, [wanted, tab]);

  return (field) => {
    setWanted({ field });
    void setTab(tabOf(field));
  };
}
