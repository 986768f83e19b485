import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Link } from "@/components/ui/link";
import { Tabs } from "@/components/ui/tabs";
import type { AccountId } from "@/lib/core/ids";
import { appUrl } from "@/lib/env";
import type { SpendingLimit } from "@/lib/spending/contract";
import { limitName } from "../../_spending/limit-words";
import { refusedAnswers } from "../client-answer";

/** What happens to programs when a limit is reached: the answer as they get it, and what goes on. */
export function AtTheLimit({ accountId, limit }: { accountId: AccountId; limit: SpendingLimit }) {
  const answers = refusedAnswers(limit, limit.keyId ?? limit.gateId ?? accountId, appUrl());
  return (
    <Card
      title="What happens at the limit?"
      description={
        limit.enforcement === "block"
          ? `This is what a client gets when the ${limitName(limit)} is used up. x-should-retry tells the official clients not to try again.`
          : `The ${limitName(limit)} alerts only: every call goes through. If it blocked, a client would get this.`
      }
    >
      <Tabs
        label="Shape of the answer"
        items={[
          {
            value: "openai",
            label: "OpenAI clients",
            panel: <CodeBlock label="402, in OpenAI's shape" code={answers.openai} />,
          },
          {
            value: "anthropic",
            label: "Anthropic clients",
            panel: <CodeBlock label="402, in Anthropic's shape" code={answers.anthropic} />,
          },
        ]}
      />
      <ul className="mt-4 flex list-disc flex-col gap-1 pl-5 text-muted">
        <li>Calls under way run to their end: what they may cost was reserved before they began.</li>
        <li>Only calls to models stop. Reading, managing keys and raising the limit go on.</li>
        <li>It ends by itself when the period turns or the limit is raised.</li>
        <li>
          What the codes mean: <ErrorLink code="spending_limit_exceeded" />,{" "}
          <ErrorLink code="spending_not_bounded" />
        </li>
      </ul>
    </Card>
  );
}

function ErrorLink({ code }: { code: string }) {
  return (
    <Link href={`/docs/errors#${code}`} className="rounded-sm text-ink underline underline-offset-4">
      {code}
    </Link>
  );
}
