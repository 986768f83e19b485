import { answerWithPage } from "../../../../_markdown/answer-with-page";

type Props = { params: Promise<{ group: string; operation: string }> };

/** Reached as `/docs/reference/GROUP/OPERATION.md` and by `Accept: text/markdown`; see next.config.ts. */
export async function GET(_request: Request, { params }: Props) {
  const { group, operation } = await params;
  return answerWithPage(`reference/${group}/${operation}`);
}
