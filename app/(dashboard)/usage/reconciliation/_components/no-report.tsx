import { Scale } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDate } from "@/lib/core/format";

const HOW: Record<string, ReactNode> = {
  openai: (
    <>
      OpenAI: open <b>Usage</b> on platform.openai.com and press <b>Export</b>, grouped by model, for tokens
      and again for costs; or ask <code>/v1/organization/usage/completions?group_by=model</code> and{" "}
      <code>/v1/organization/costs?group_by=line_item</code> with an admin key.
    </>
  ),
  anthropic: (
    <>
      Anthropic: open <b>Usage</b> or <b>Cost</b> in the console and press <b>Export</b>; or ask{" "}
      <code>/v1/organizations/usage_report/messages?group_by[]=model</code> and{" "}
      <code>/v1/organizations/cost_report?group_by[]=description</code> with an admin key.
    </>
  ),
};

/** What stands where a month has no report: what comparing shows, and where the report is. */
export function NoReport({ provider, until }: { provider: string; until: string | null }) {
  return (
    <EmptyState
      icon={<Scale aria-hidden="true" />}
      title="No report of this month yet"
      className="rounded-md border border-line"
    >
      <p>
        Import what {provider} says of your usage, and Layer shows how much of it went through here and why
        the rest differs, day by day and model by model.
      </p>
      <p className="mt-2 break-words">
        {HOW[provider] ??
          "Any CSV file works that has columns for the day, the model and tokens, requests or an amount."}
      </p>
      {until === null ? null : (
        <p className="mt-2">
          The latest report speaks of days until {formatDate(new Date(`${until}T00:00:00Z`))}.
        </p>
      )}
    </EmptyState>
  );
}
