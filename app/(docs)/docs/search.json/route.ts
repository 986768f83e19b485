import { answerWithIndex } from "../_markdown/answer-with-index";

/** What the search of the documentation looks through, loaded when it opens for the first time. */
export async function GET(request: Request): Promise<Response> {
  return answerWithIndex(request);
}
