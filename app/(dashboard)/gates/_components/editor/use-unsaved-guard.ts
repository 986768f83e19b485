"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";

/**
 * Asks before unsaved changes are lost: by a link, by Back, and, in the browser's own words, by leaving the site. While
 * there are some, the page has a second entry in the history, so that the first step back stays on it.
 */
export function useUnsavedGuard(active: boolean) {
  const router = useRouter();
  const [asking, setAsking] = useState<(() => void) | null>(null);
  const here = useRef("");
  const pushed = useRef(false);

  const onClick = useEffectEvent((event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || event.defaultPrevented || !leaves(link, event)) return;
    event.preventDefault();
    event.stopPropagation();
    const { pathname, search, hash } = new URL(link.href);
    setAsking(() => () => router.push(pathname + search + hash));
  });
  const onBack = useEffectEvent(() => {
    if (!pushed.current) return;
    if (!active) {
      // Nothing is unsaved any more, so the step back goes on to where it was meant to.
      pushed.current = false;
      window.history.back();
      return;
    }
    // The step back has left the second entry; it is made again until somebody says that they mean it.
    window.history.pushState(null, "", here.current);
    setAsking(() => () => {
      pushed.current = false;
      window.history.go(-2);
    });
  });

  // The tab is part of the address, so the address of the page changes while it is open.
  useEffect(() => {
    here.current = window.location.href;
  });
  useEffect(() => {
    const back = () => onBack();
    window.addEventListener("popstate", back);
    return () => window.removeEventListener("popstate", back);
  }, []);
  useEffect(() => {
    if (!active) return;
    if (!pushed.current) window.history.pushState(null, "", window.location.href);
    pushed.current = true;
    const click = (event: MouseEvent) => onClick(event);
    const unload = (event: BeforeUnloadEvent) => event.preventDefault();
    document.addEventListener("click", click, true);
    window.addEventListener("beforeunload", unload);
    return () => {
      document.removeEventListener("click", click, true);
      window.removeEventListener("beforeunload", unload);
    };
  }, [active]);

  return {
    asking: asking !== null,
    stay: () => setAsking(null),
    leave: () => {
      setAsking(null);
      asking?.();
    },
  };
}

/** True when a click on the link goes to another page in this very tab. */
function leaves(link: HTMLAnchorElement, event: MouseEvent): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  if (link.target !== "" && link.target !== "_self") return false;
  if (link.hasAttribute("download") || link.origin !== window.location.origin) return false;
  return link.pathname !== window.location.pathname;
}
