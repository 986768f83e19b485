import { ArrowRight } from "lucide-react";
import { Link } from "@/components/ui/link";
import type { Starter } from "../starters";

/** The first visit: what a gate is, and three ways to begin. */
export function NoGates({ starters }: { starters: Starter[] }) {
  return (
    <section aria-labelledby="no-gates" className="mx-auto flex w-full max-w-3xl flex-col gap-6 py-6">
      <div>
        <h2 id="no-gates" className="text-lg">
          Create your first gate
        </h2>
        <p className="mt-1 max-w-prose text-muted">
          A gate is a name that your programs call instead of a model. It says which models answer, in which
          order and with which settings, and you can change it without touching the programs.
        </p>
      </div>
      <ul className="grid gap-3 md:grid-cols-3">
        {starters.map((starter) => (
          <li key={starter.id} className="flex">
            <StarterLink starter={starter} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function StarterLink({ starter: { id, title, sentence, ready, said } }: { starter: Starter }) {
  const models = [said.settings.model, ...said.settings.fallbackModels];
  return (
    <Link
      href={`/gates/new?starter=${id}`}
      className="group flex w-full flex-col gap-2 rounded-md border border-line p-4 hover:border-line-strong hover:bg-surface"
    >
      <span className="flex items-start justify-between gap-2 font-medium">
        {title}
        <ArrowRight aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-subtle group-hover:text-ink" />
      </span>
      <span className="text-muted">{sentence}</span>
      <span className="mt-auto break-words pt-1 font-mono text-subtle text-xs">{models.join(" → ")}</span>
      {ready ? null : <span className="text-warn text-xs">Needs a provider key first.</span>}
    </Link>
  );
}
