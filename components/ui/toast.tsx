"use client";

import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from "react";
import type { ToastApi, ToastContent } from "./toast-host";

const ToastHost = lazy(() => import("./toast-host"));

type Toasts = { add: (content: ToastContent) => string; close: (id: string) => void };
const ToastContext = createContext<Toasts | null>(null);

/** Holds the toasts of everything below it. What shows them is loaded with the first one. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [wanted, setWanted] = useState(false);
  const api = useRef<ToastApi | null>(null);
  const waiting = useRef(new Map<string, ToastContent>());
  const count = useRef(0);

  const onReady = useCallback((ready: ToastApi) => {
    api.current = ready;
    for (const [id, content] of waiting.current) ready.show(id, content);
    waiting.current.clear();
  }, []);
  const toasts = useMemo<Toasts>(
    () => ({
      add(content) {
        count.current += 1;
        const id = `toast-${count.current}`;
        if (api.current) api.current.show(id, content);
        else waiting.current.set(id, content);
        setWanted(true);
        return id;
      },
      close(id) {
        waiting.current.delete(id);
        api.current?.close(id);
      },
    }),
    [],
  );
  return (
    <ToastContext value={toasts}>
      {children}
      {wanted ? (
        <Suspense fallback={null}>
          <ToastHost onReady={onReady} />
        </Suspense>
      ) : null}
    </ToastContext>
  );
}

/**
 * `add` shows the result of what the person just did and returns the toast's id; `close` takes it away. Success stays
 * 5 s, with an action 10 s, an error until dismissed; time stops while one is hovered or focused.
 */
export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (toasts === null) throw new Error("useToasts needs a ToastProvider above it");
  return toasts;
}
