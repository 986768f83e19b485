import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { REMEDIES } from "@/lib/core/remedies";

/** One code with its own anchor: every error body can link to it. */
export function ErrorEntry({ code }: { code: ErrorCode }) {
  const { status, title } = ERRORS[code];
  return (
    <div id={code} className="scroll-mt-20 border-line border-t py-3 target:bg-accent-tint">
      <dt className="flex flex-wrap items-baseline justify-between gap-x-4 text-ink">
        <a href={`#${code}`} className="break-all rounded-sm font-mono text-xs hover:underline">
          {code}
        </a>
        <span className="tabular font-normal text-subtle text-xs">{status}</span>
      </dt>
      <dd className="mt-1 text-ink">{title}.</dd>
      <dd>{REMEDIES[code]}</dd>
    </div>
  );
}
