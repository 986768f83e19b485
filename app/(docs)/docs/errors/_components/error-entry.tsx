import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { REMEDIES } from "@/lib/core/remedies";

/** One code with its own anchor: every error body links to it. */
export function ErrorEntry({ code }: { code: ErrorCode }) {
  const { status, title } = ERRORS[code];
  return (
    <div className="border-line border-t py-3 has-[:target]:bg-accent-tint">
      <h3
        id={code}
        className="flex scroll-mt-20 flex-wrap items-baseline justify-between gap-x-4 font-normal text-ink"
      >
        <a href={`#${code}`} className="break-all rounded-sm font-mono text-xs hover:underline">
          {code}
        </a>{" "}
        <span className="tabular text-subtle text-xs">{status}</span>
      </h3>
      <p className="mt-1 text-ink">{title}.</p>
      <p>{REMEDIES[code]}</p>
    </div>
  );
}
