"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useToasts } from "@/components/ui/toast";
import { endOtherSessionsAction, endSessionAction } from "../actions";
import { SessionRow, type ShownSession } from "./session-row";
import { UNREACHABLE } from "./unreachable";

/** Where the person is signed in, and the way to end each of these sessions. */
export function SessionsCard({ sessions }: { sessions: ShownSession[] }) {
  const [ending, setEnding] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();
  const others = sessions.filter(({ current }) => !current).length;

  function run(
    what: string,
    done: string,
    act: () => ReturnType<typeof endSessionAction | typeof endOtherSessionsAction>,
  ) {
    setEnding(what);
    start(async () => {
      const result = await act().catch(() => UNREACHABLE);
      if (result.ok) toasts.add({ title: done });
      else toasts.add({ kind: "error", title: "Not ended", description: result.error.message });
    });
  }

  return (
    <Card
      title="Sessions"
      description="Browsers that are signed in as you. An ended session is refused at its next request."
      actions={
        others === 0 ? null : (
          <Button
            loading={pending && ending === "others"}
            onClick={() => run("others", "All other sessions ended", endOtherSessionsAction)}
          >
            End all others
          </Button>
        )
      }
    >
      <ul className="-my-3 divide-y divide-line">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            ending={pending && ending === session.id}
            onEnd={() => run(session.id, "Session ended", () => endSessionAction({ sessionId: session.id }))}
          />
        ))}
      </ul>
    </Card>
  );
}
