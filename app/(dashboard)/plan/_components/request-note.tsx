import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";
import type { Ctx } from "@/lib/context";
import { findLatestRequest } from "@/lib/plans/queries";

const TITLES = { open: "is waiting for an answer", granted: "was granted", refused: "was refused" } as const;
const TONES = { open: "info", granted: "ok", refused: "warn" } as const;

/** What became of the last request for a plan. */
export async function RequestNote({ ctx }: { ctx: Ctx }) {
  const request = await findLatestRequest(ctx);
  if (request === null) return null;
  const { state, planName, reason, askedAt, answer, answeredAt } = request;
  return (
    <Callout tone={TONES[state]} title={`The request for the plan ${planName} ${TITLES[state]}`}>
      <p className="whitespace-pre-wrap break-words">
        Asked <Time value={askedAt} />: {reason}
      </p>
      {answeredAt === null ? null : (
        <p className="mt-1 whitespace-pre-wrap break-words">
          Answered <Time value={answeredAt} />
          {answer === null ? "." : `: ${answer}`}
        </p>
      )}
    </Callout>
  );
}
