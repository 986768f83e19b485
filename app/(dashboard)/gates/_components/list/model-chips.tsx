import { Fragment } from "react";

const SHOWN = 2;

/** The models of a gate in the order in which they are tried; the ones after the second are told by their number. */
export function ModelChips({ models }: { models: string[] }) {
  const more = models.length - SHOWN;
  return (
    <span title={models.join(" → ")} className="flex min-w-0 flex-wrap items-center gap-1 max-md:justify-end">
      {models.slice(0, SHOWN).map((model, index) => (
        <Fragment key={model}>
          {index > 0 ? (
            <span aria-hidden="true" className="text-subtle text-xs">
              →
            </span>
          ) : null}
          <Chip>{model}</Chip>
        </Fragment>
      ))}
      {more > 0 ? (
        <span className="whitespace-nowrap text-subtle text-xs">
          +{more}
          <span className="sr-only"> more: {models.slice(SHOWN).join(", ")}</span>
        </span>
      ) : null}
    </span>
  );
}

function Chip({ children }: { children: string }) {
  return (
    <code className="max-w-36 truncate md:max-lg:max-w-22 rounded-sm border border-line bg-surface px-1.5 text-xs leading-5">
      {children}
    </code>
  );
}
