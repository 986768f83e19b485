"use client";

import { type ComponentProps, useEffect, useState } from "react";
import { Tabs } from "@/components/ui/tabs";

const CHOICE = "layer-docs-client";

/** Tabs of the same example for several clients: who chose one sees it on every page, now and later. */
export function ClientTabs({ items }: Pick<ComponentProps<typeof Tabs>, "items">) {
  const [chosen, setChosen] = useState(items[0]?.value ?? "");
  useEffect(() => {
    const before = remembered();
    if (before !== null && items.some(({ value }) => value === before)) setChosen(before);
  }, [items]);
  const choose = (value: string) => {
    setChosen(value);
    remember(value);
  };
  return <Tabs label="Client" items={items} value={chosen} onChange={choose} />;
}

/** Null also where a browser keeps nothing. */
function remembered(): string | null {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null;
  }
}

function remember(value: string): void {
  try {
    localStorage.setItem(CHOICE, value);
  } catch {
    // It is chosen on this page all the same.
  }
}
