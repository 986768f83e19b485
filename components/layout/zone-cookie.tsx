"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Tells the server the browser's zone once, so that it can cut days where the viewer's days begin. */
export function ZoneCookie({ name, known }: { name: string; known: string }) {
  const router = useRouter();
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone === known) return;
    const value = `${name}=${encodeURIComponent(zone)}`;
    // A zone that the server does not know stays unknown, however often it is told.
    if (document.cookie.includes(value)) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is absent over plain HTTP.
    document.cookie = `${value}; path=/; max-age=31536000; samesite=lax`;
    // Where cookies are off, asking again would never end.
    if (document.cookie.includes(value)) router.refresh();
  }, [name, known, router]);
  return null;
}
