import { notFound } from "next/navigation";
import { Callout } from "@/components/ui/callout";
import { Card, Figure } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { formatCountExact } from "@/lib/core/format";
import type { CorrectionPreview, CorrectionTarget } from "@/lib/corrections/contract";
import { previewCorrection } from "@/lib/corrections/preview-correction";
import { BookCorrections } from "./book-corrections";
import { CorrectedKeys } from "./corrected-keys";
import { differenceText, knownText } from "./correction-words";
import { modelRowsHref } from "./model-rows-href";

/** What booking a price would change: all together and per key, with the button that does it. */
export async function CorrectionView({ ctx, target }: { ctx: Ctx; target: CorrectionTarget }) {
  const preview = await previewOf(ctx, target);
  if (preview instanceof AppError) {
    return (
      <Callout title="There is nothing to correct yet">
        <p>{preview.message}</p>
      </Callout>
    );
  }
  const { provider, model, since, until, changed } = preview;
  return (
    <>
      <Card
        title={`${provider}/${model}: what its price changes`}
        description={
          <>
            Requests that started{" "}
            {since === null ? (
              "at any time"
            ) : (
              <>
                from <Time value={since} /> on
              </>
            )}
            , up to <Time value={until} />. They are never edited: a correction is booked beside each, and all
            sums follow.
          </>
        }
      >
        <Figures preview={preview} />
        <Left preview={preview} />
        <div className="mt-4">
          <BookCorrections
            target={target}
            changed={changed}
            total={preview.requests}
            difference={differenceText(preview)}
            rowsHref={modelRowsHref(preview, { certainty: ["corrected"] })}
          />
        </div>
      </Card>
      {preview.keys.length === 0 ? null : <CorrectedKeys preview={preview} />}
    </>
  );
}

/** Unknown ids, and those of other accounts, have no page. */
async function previewOf(ctx: Ctx, target: CorrectionTarget): Promise<CorrectionPreview | AppError> {
  try {
    return await previewCorrection(ctx, target);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "not_found") notFound();
    return error;
  }
}

function Figures({ preview }: { preview: CorrectionPreview }) {
  const { requests, unpricedBefore, unpricedAfter, changed } = preview;
  const noteOf = (unpriced: number) =>
    unpriced === 0 ? undefined : `${formatCountExact(unpriced)} unpriced`;
  const { before, after } = knownText(preview);
  return (
    <dl className="grid grid-cols-2 divide-line rounded-md border border-line sm:grid-cols-4 sm:divide-x">
      <Figure
        label="Requests"
        value={
          <Link className="hover:underline" href={modelRowsHref(preview)}>
            {formatCountExact(requests)}
          </Link>
        }
        note={`${formatCountExact(changed)} to correct`}
      />
      <Figure label="Cost now" value={before} note={noteOf(unpricedBefore)} />
      <Figure label="Cost afterwards" value={after} note={noteOf(unpricedAfter)} />
      <Figure label="Difference" value={differenceText(preview)} />
    </dl>
  );
}

function Left({
  preview: { withoutClass, beyondTokens, isWhole, requests },
}: {
  preview: CorrectionPreview;
}) {
  const said = [
    withoutClass > 0
      ? `${formatCountExact(withoutClass)} stay as they are, because the price lacks a class of tokens that they used.`
      : null,
    beyondTokens > 0
      ? `${formatCountExact(beyondTokens)} stay as they are, because more than their tokens at one price decides what they cost.`
      : null,
    isWhole
      ? null
      : `There are more requests than were looked at: these numbers are of the first ${formatCountExact(requests)}. All are booked.`,
  ].filter((text) => text !== null);
  if (said.length === 0) return null;
  return (
    <Callout className="mt-4">
      {said.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </Callout>
  );
}
