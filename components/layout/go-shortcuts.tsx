"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { isBare, isBusy } from "@/components/ui/use-shortcut";

const PLACES: Readonly<Record<string, string>> = {
  o: "/overview",
  k: "/keys",
  g: "/gates",
  l: "/logs",
  u: "/usage",
  s: "/spending",
  p: "/plan",
};
/** The second key counts for so long after the first, in milliseconds. */
const PATIENCE_MS = 1_500;

/** `G` and then a letter go to a room: `G` `S` to Spending. Neither counts in a field, a dialog or an open menu. */
export function GoShortcuts() {
  const router = useRouter();
  const begun = useRef<number | null>(null);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!isBare(event) || isBusy(event.target)) return;
    const key = event.key.toLowerCase();
    const isSecond = begun.current !== null && event.timeStamp - begun.current < PATIENCE_MS;
    begun.current = isSecond || key !== "g" ? null : event.timeStamp;
    const place = isSecond && Object.hasOwn(PLACES, key) ? PLACES[key] : undefined;
    if (place === undefined) return;
    // The letter may mean something by itself on the page that is left.
    event.preventDefault();
    router.push(place);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener, { capture: true });
    return () => document.removeEventListener("keydown", listener, { capture: true });
  }, []);
  return null;
}
