import { answerWithPage } from "../../_markdown/answer-with-page";

/** Reached as `/docs/PAGE.md`, by `Accept: text/markdown`, and as `/llms.txt`; see next.config.ts. */
export async function GET(_request: Request, { params }: { params: Promise<{ page: string }> }) {
  return answerWithPage((await params).page);
}
