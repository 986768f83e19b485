"use client";

import { useRouter } from "next/navigation";
import { FirstRequestLine } from "../../../_first-request/first-request-line";
import { SnippetTabs } from "../../../_first-request/snippet-tabs";

/** The request to send, and whether it has arrived; the page is shown anew when it has. */
export function FirstCall({ address, gate }: { address: string; gate: string }) {
  const { refresh } = useRouter();
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <SnippetTabs address={address} gate={gate} />
      <FirstRequestLine source="/overview/first-request" address={address} onReceived={refresh} />
    </div>
  );
}
