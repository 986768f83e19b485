import { Link } from "@/components/ui/link";
import { formatCountExact, formatDate } from "@/lib/core/format";
import type { AccountPayloadPolicy } from "@/lib/core/payload-policy";
import type { Payload } from "@/lib/payloads/contract";
import { conversationOf } from "./conversation-of";
import { PanelSection } from "./panel-section";
import { PlainText } from "./plain-text";

const LINK = "rounded-sm text-ink underline underline-offset-4";

/** What was asked and answered, where somebody chose to keep it. All of it is shown as text, whatever it looks like. */
export function PayloadSection({
  payload,
  policy,
  zone,
}: {
  payload: Payload | null;
  policy: AccountPayloadPolicy;
  zone: string;
}) {
  if (payload === null) return <NotKept policy={policy} />;
  const { request, response, redactions, expiresAt } = payload;
  const messages = conversationOf(payload);
  return (
    <PanelSection title="Messages">
      {messages.length === 0 ? (
        <p className="text-muted text-xs">No conversation can be read from what was kept.</p>
      ) : (
        <ol className="flex flex-col gap-2">
          {messages.map(({ role, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: messages have an order and nothing else of their own
            <li key={index} className="min-w-0">
              <PlainText label={role} text={text} />
            </li>
          ))}
        </ol>
      )}
      <details>
        <summary className="min-h-6 w-fit cursor-pointer rounded-sm text-muted text-xs hover:text-ink">
          Raw request and response
        </summary>
        <div className="mt-2 flex flex-col gap-2">
          <PlainText label="Request" text={request} bytes={payload.requestBytes} isCode />
          <PlainText label="Response" text={response} bytes={payload.responseBytes} isCode />
        </div>
      </details>
      <p className="text-subtle text-xs">
        Kept until {formatDate(expiresAt, zone)}.
        {redactions === 0
          ? ""
          : ` ${formatCountExact(redactions)} ${redactions === 1 ? "value was" : "values were"} left out.`}
      </p>
    </PanelSection>
  );
}

function NotKept({ policy: { store, keepDays } }: { policy: AccountPayloadPolicy }) {
  return (
    <PanelSection title="Messages">
      <p className="text-muted text-xs">
        {store
          ? `Nothing was kept of this request: it came before you chose to, its key or gate keeps nothing, or its ${formatCountExact(keepDays)} days are over.`
          : "What was asked and answered is not kept: that is off unless you turn it on."}
      </p>
      <p className="text-muted text-xs">
        You can turn it on for the account, a key or a gate. Kept are the body that was sent and the answer,
        without keys and other secrets and without the fields you choose, apart from the log, for as many days
        as you say; they can be deleted at any time.{" "}
        <Link href="/settings/data" prefetch={false} className={LINK}>
          Settings
        </Link>
      </p>
    </PanelSection>
  );
}
