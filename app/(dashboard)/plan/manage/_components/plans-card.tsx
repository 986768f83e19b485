import { SimpleTable } from "@/components/data-table/simple-table";
import { Card } from "@/components/ui/card";
import { LIMIT_WORDS } from "@/lib/core/limit-words";
import type { Plan } from "@/lib/plans/contract";
import { limitWords } from "../../limit-values";
import { EditPlan } from "./edit-plan";
import { LIMIT_NAMES } from "./limit-names";

/** Every plan of the instance with its numbers. */
export function PlansCard({ plans }: { plans: Plan[] }) {
  return (
    <Card
      title="Plans"
      description="What changes holds for all accounts of a plan, from the next request on."
    >
      <SimpleTable
        caption="Plans"
        rows={plans}
        rowId={({ id }) => id}
        columns={[
          { header: "Plan", cell: ({ name }) => name },
          { header: "What to do", cell: (plan) => <EditPlan plan={plan} /> },
          ...LIMIT_NAMES.map((limit) => ({
            header: LIMIT_WORDS[limit],
            align: "end" as const,
            cell: ({ limits }: Plan) => limitWords(limits[limit]),
          })),
          {
            header: "Changed to",
            cell: ({ isSelfServe }) => (isSelfServe ? "by themselves" : "by asking"),
          },
        ]}
      />
    </Card>
  );
}
