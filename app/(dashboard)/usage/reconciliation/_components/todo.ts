import type { GapCause, Reconciliation } from "@/lib/reconciliation/contract";

export type Todo = { cause: GapCause; text: string; action: string; href: string };

/** What there is to do about the causes that were found, the most useful first. */
export function todoOf(found: Reconciliation): Todo[] {
  return STEPS.flatMap(({ cause, step }) => {
    const days = found.days.filter(({ parts }) => parts.some((part) => part.cause === cause));
    if (days.length === 0) return [];
    const models = [...new Set(days.map(({ model }) => model))];
    const isCostOnly = days.every(({ theirs }) => theirs?.tokens === null);
    return [{ cause, ...step({ models, provider: found.provider, isCostOnly }) }];
  });
}

type Given = { models: string[]; provider: string; isCostOnly: boolean };
type Step = (given: Given) => Omit<Todo, "cause">;

const STEPS: Array<{ cause: GapCause; step: Step }> = [
  {
    cause: "outside",
    step: ({ models, provider }) => ({
      text: `Traffic outside Layer on ${counted(models)}: another program uses a key of ${provider}. Rotate it, or give that program a key of Layer's.`,
      action: "Provider keys",
      href: "/provider-keys",
    }),
  },
  {
    cause: "unpriced",
    step: ({ models }) => ({
      text: `${counted(models)} without a price: ${named(models)}.`,
      action: "Set prices",
      href: "/prices",
    }),
  },
  {
    cause: "price_version",
    step: ({ models }) => ({
      text: `Another rate than ours on ${named(models)}. If you have a discount or a new price, set it.`,
      action: "Prices",
      href: "/prices",
    }),
  },
  {
    cause: "rest",
    step: ({ models, isCostOnly }) => ({
      text: isCostOnly
        ? `Amounts of ${named(models)} differ, and without tokens nobody can say why. Import the usage report of the same days too.`
        : `Nothing explains a part of ${named(models)}. The rows of those days are linked below.`,
      action: isCostOnly ? "Import a report" : "Days",
      href: isCostOnly ? "#import" : "#days",
    }),
  },
  {
    cause: "not_reported_yet",
    step: ({ models }) => ({
      text: `Days of ${counted(models)} are in no report yet.`,
      action: "Import a report",
      href: "#import",
    }),
  },
];

function counted(models: string[]): string {
  return `${models.length} ${models.length === 1 ? "model" : "models"}`;
}

function named(models: string[]): string {
  const shown = models.slice(0, 3).join(", ");
  return models.length > 3 ? `${shown} and ${models.length - 3} more` : shown;
}
