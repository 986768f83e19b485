"use client";

import { useEffect, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Problem } from "./problem";

/** What an error boundary shows: the reference that finds the failure in the server's log, Retry, and a way home. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const [report, setReport] = useState<string | null>(null);
  const digest =
    typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : undefined;
  const reference = digest ?? "none, it failed in this browser";

  useEffect(() => {
    setReport(
      [`Reference: ${reference}`, `Page: ${location.pathname}`, `Time: ${new Date().toISOString()}`].join(
        "\n",
      ),
    );
  }, [reference]);

  return (
    <Problem
      status="500"
      title="This page could not be shown"
      actions={
        <>
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
          <ButtonLink href="/keys">Go to API Keys</ButtonLink>
          {report === null ? null : (
            <CopyButton value={report} label="Copy report" size="md" variant="ghost" />
          )}
        </>
      }
    >
      <p>Something failed on our side. Nothing you entered elsewhere is lost. Trying again often helps.</p>
      <p>
        If it stays, send the report to whoever runs this instance. Reference:{" "}
        <code className="select-all break-all text-ink">{reference}</code>
      </p>
    </Problem>
  );
}
