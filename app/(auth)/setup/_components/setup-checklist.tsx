"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useSyncExternalStore } from "react";

type Check = { ok: boolean; title: string; fix?: string };

const never = () => () => undefined;

/** What is ready, and which setting to change where something is not. The address bar is only known in the browser. */
export function SetupChecklist({ address, secretCharacters }: { address: string; secretCharacters: number }) {
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => address,
  );
  const checks: Check[] = [
    { ok: true, title: "Database reached and up to date" },
    { ok: secretCharacters >= 32, title: "Secret for sessions is set" },
    addressCheck(origin, address),
    encryptionCheck(origin),
  ];
  return (
    <ul aria-label="State of this instance" className="mt-4 flex flex-col gap-2 px-1 text-xs">
      {checks.map(({ ok, title, fix }) => (
        <li key={title} className="flex items-start gap-2 text-muted">
          {ok ? (
            <CircleCheck aria-hidden="true" className="mt-px size-3.5 shrink-0 text-ok" />
          ) : (
            <TriangleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0 text-warn" />
          )}
          <span className="min-w-0">
            <span className="sr-only">{ok ? "Ready: " : "Attention: "}</span>
            {title}
            {fix ? <span className="mt-0.5 block break-words text-subtle">{fix}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

function addressCheck(origin: string, address: string): Check {
  if (origin === address) return { ok: true, title: "Address matches the address bar" };
  const fix = `This server calls itself ${address}. Set APP_URL=${origin} so that links and snippets lead here.`;
  return { ok: false, title: "Address differs from the address bar", fix };
}

function encryptionCheck(origin: string): Check {
  const { protocol, hostname } = new URL(origin);
  if (protocol === "https:") return { ok: true, title: "Connection is encrypted" };
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) {
    return { ok: true, title: "Connection stays on this machine" };
  }
  const fix =
    "Passwords and keys can be read on the way. Put a proxy with HTTPS in front and set APP_URL to it.";
  return { ok: false, title: "Connection is not encrypted", fix };
}
