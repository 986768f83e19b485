"use client";

import { Callout } from "@/components/ui/callout";
import { CodeBlock } from "@/components/ui/code-block";
import { Link } from "@/components/ui/link";
import type { Fault, Outcome } from "./use-call";

/** What came back so far, or why nothing did. */
export function TryOutcome({ outcome, fault }: { outcome: Outcome | null; fault: Fault | null }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <p role="status" className="text-ink">
        {outcome === null
          ? ""
          : `Status ${outcome.status}, ${outcome.tookMs} ms${outcome.done ? "" : " so far"}`}
      </p>
      {fault === null ? null : (
        <Callout tone={fault.isCancelled ? "info" : "danger"} role={fault.isCancelled ? "status" : "alert"}>
          {fault.words}
        </Callout>
      )}
      {outcome === null ? null : <Received outcome={outcome} />}
    </div>
  );
}

function Received({ outcome }: { outcome: Outcome }) {
  const refusal = outcome.done && outcome.status >= 400 ? refusalIn(outcome.text) : null;
  const headers = outcome.headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  return (
    <>
      {refusal === null ? null : (
        <Callout tone="danger" title={refusal.message} role="alert">
          <Link href={`/docs/errors#${refusal.code}`} className="rounded-sm underline underline-offset-2">
            What {refusal.code} means
          </Link>
        </Callout>
      )}
      {headers === "" ? null : <CodeBlock label="Headers of the answer" code={headers} />}
      <CodeBlock label="Body of the answer" code={shown(outcome)} />
    </>
  );
}

function shown({ type, text, done }: Outcome): string {
  if (done && text === "") return "Empty.";
  if (/^(audio|image)\//.test(type)) return `${type}, which is not text.`;
  const json = done && type.startsWith("application/json") ? parsed(text) : undefined;
  return json === undefined ? text : JSON.stringify(json, null, 2);
}

/** The code and the words of an error, whichever shape it has. */
function refusalIn(text: string): { code: string; message: string } | null {
  const body = parsed(text) as { error?: unknown; message?: unknown } | null | undefined;
  const error = body?.error;
  const { code, message } = (
    typeof error === "object" && error !== null ? error : { code: error, message: body?.message }
  ) as {
    code?: unknown;
    message?: unknown;
  };
  return typeof code === "string" ? { code, message: typeof message === "string" ? message : code } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
