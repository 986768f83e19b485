import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Link } from "@/components/ui/link";
import { Tabs } from "@/components/ui/tabs";
import type { AccountId } from "@/lib/core/ids";
import { systemClock } from "@/lib/core/time";
import { appUrl } from "@/lib/env";
import type { AccountLimits } from "@/lib/limits/queries";
import { refusedAnswer, retrySnippets } from "../client-answer";

const USUAL_LIMIT = 60;

/** What a program is told beyond a limit, and how it waits. */
export function ClientView({ accountId, account }: { accountId: AccountId; account: AccountLimits }) {
  const answer = refusedAnswer(
    {
      limit: "requestsPerMinute",
      scope: "account",
      id: accountId,
      name: account.accountName,
      value: account.limits.requestsPerMinute || USUAL_LIMIT,
    },
    systemClock.now(),
    appUrl(),
  );
  const { curl, javascript, python } = retrySnippets(appUrl());
  return (
    <Card
      title="What clients see"
      description={
        <>
          The answer names the limit, whose it is, its value and when to come back.{" "}
          <Link
            href="/docs/errors#rate_limit_exceeded"
            className="rounded-sm text-ink underline underline-offset-4"
          >
            What the error means
          </Link>
        </>
      }
    >
      <div className="grid min-w-0 gap-4 lg:grid-cols-2 [&>*]:min-w-0">
        <CodeBlock label="Beyond a limit" code={answer} />
        <Tabs
          label="How a program waits"
          items={[
            { value: "curl", label: "curl", panel: <CodeBlock label="Terminal" code={curl} /> },
            {
              value: "javascript",
              label: "JavaScript",
              panel: <CodeBlock label="JavaScript, OpenAI SDK" code={javascript} />,
            },
            {
              value: "python",
              label: "Python",
              panel: <CodeBlock label="Python, OpenAI SDK" code={python} />,
            },
          ]}
        />
      </div>
    </Card>
  );
}
