import { answerWithPage } from "../../../_markdown/answer-with-page";

/** Reached as `/docs/reference/GROUP.md` and by `Accept: text/markdown`; see next.config.ts. */
export async function GET(_request: Request, { params }: { params: Promise<{ group: string }> }) {
  return answerWithPage(`reference/${(await params).group}`);
}
