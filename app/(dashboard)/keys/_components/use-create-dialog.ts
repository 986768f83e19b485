"use client";

import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { keysSearchParams } from "../search-params";

/** A key with the secret it was made with, or was given by a rotation: then `secretId` tells which that is. */
export type MadeKey = { id: string; name: string; secret: string; secretId?: string };
const OUT_OF_SIGHT_MS = 300;

/** `secret` is null from the moment the dialog closes; the rest stays until the dialog is out of sight. */
type Reveal = Omit<MadeKey, "secret"> & { secret: string | null };

/**
 * The dialog that makes a key and shows its secret once. `?new=1` opens it, as an entry of its own in the history, so
 * that Back closes it, or asks first while the secret is unsaved. What is typed asks as well, unless one goes back. The list is read again only after it has closed.
 */
export function useCreateDialog() {
  const router = useRouter();
  const [asked] = useQueryState("new", keysSearchParams.new);
  const [reveal, setReveal] = useState<Reveal | null>(null);
  const [saved, setSaved] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const entry = useHistoryEntry();
  const busy = useRef(false);
  const typed = useRef(false);
  const opener = useRef<HTMLButtonElement>(null);
  const showsSecret = reveal !== null && reveal.secret !== null;

  function open() {
    if (showsSecret) return;
    setReveal(null);
    entry.push();
  }

  function created(made: MadeKey) {
    entry.push();
    setSaved(false);
    setReveal(made);
  }

  /** `then` runs once the address is the list's again; what it starts would be lost in the step back. */
  function close(then: () => void = () => router.refresh()) {
    setConfirming(false);
    typed.current = false;
    setReveal((last) => (last === null ? null : { ...last, secret: null }));
    entry.leave(showsSecret ? then : undefined);
  }

  /** Whether the dialog may close now; an unsaved secret, or something typed, asks first. */
  function requestClose(): boolean {
    if (busy.current) return false;
    const asks = showsSecret ? !saved : typed.current;
    if (asks) setConfirming(true);
    return !asks;
  }

  useBackGuard(showsSecret, () => {
    entry.left();
    if (saved) return close();
    entry.push();
    setConfirming(true);
  });
  useLeaveGuard(showsSecret && !saved);
  // A page that is left or hidden keeps nothing: neither state nor, with it, the document.
  useLayoutEffect(() => () => setReveal(null), []);
  useEffect(() => {
    if (reveal?.secret !== null) return;
    const timer = setTimeout(() => setReveal(null), OUT_OF_SIGHT_MS);
    return () => clearTimeout(timer);
  }, [reveal]);

  return {
    isOpen: asked || showsSecret,
    reveal,
    confirming,
    busy,
    /** True while the form says something that closing would lose. */
    typed,
    /** The page's button: it has the focus afterwards, also when a shortcut or an address opened the dialog. */
    opener,
    open,
    created,
    close,
    requestClose,
    markSaved: () => setSaved(true),
    keepOpen: () => setConfirming(false),
  };
}

/** The history entry `?new=1`. The History API is used as it is: Next and nuqs follow it, and nothing is fetched. */
function useHistoryEntry() {
  const pushed = useRef(false);
  return {
    push() {
      if (pushed.current) return;
      if (isAsked()) window.history.replaceState(null, "", address(false));
      window.history.pushState(null, "", address(true));
      pushed.current = true;
    },
    /** The person went back by themselves. */
    left() {
      pushed.current = false;
    },
    /** Closes the entry; `then` runs when the address is the list's again. */
    leave(then: () => void = () => undefined) {
      if (pushed.current && isAsked()) {
        // Next takes the step back in the same event; what follows must come after it.
        window.addEventListener("popstate", () => setTimeout(then), { once: true });
        window.history.back();
      } else {
        if (isAsked()) window.history.replaceState(null, "", address(false));
        then();
      }
      pushed.current = false;
    },
  };
}

function isAsked(): boolean {
  return new URL(window.location.href).searchParams.has("new");
}

function address(asked: boolean): string {
  const url = new URL(window.location.href);
  if (asked) url.searchParams.set("new", "1");
  else url.searchParams.delete("new");
  return `${url.pathname}${url.search}`;
}

/** Calls `onBack` when Back leaves the dialog's address while `active`. */
function useBackGuard(active: boolean, onBack: () => void): void {
  const went = useEffectEvent(onBack);
  useEffect(() => {
    if (!active) return;
    const listener = () => {
      if (!isAsked()) setTimeout(() => went());
    };
    window.addEventListener("popstate", listener);
    return () => window.removeEventListener("popstate", listener);
  }, [active]);
}

/** Lets the browser ask before the page is reloaded, closed or left for another site. */
function useLeaveGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const listener = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", listener);
    return () => window.removeEventListener("beforeunload", listener);
  }, [active]);
}
