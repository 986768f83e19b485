import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { type AccountPayloadPolicy, payloadVerdict } from "@/lib/core/payload-policy";
import { verdictWords } from "../../_payloads/payload-draft";

/** What is kept of requests, in a sentence, and where that is changed. */
export function DataCard({ policy }: { policy: AccountPayloadPolicy }) {
  const verdict = payloadVerdict({ key: null, gate: null, account: policy });
  return (
    <Card title="Data" description="What is asked and answered in requests, and how long everything is kept.">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted">
          {verdictWords(verdict)}{" "}
          {policy.ceiling ? "Keys and gates may keep less." : "Keys and gates may say otherwise."}
        </p>
        <ButtonLink href="/settings/data">Manage data</ButtonLink>
      </div>
    </Card>
  );
}
