import type { LanguageModelV3Usage } from "@ai-sdk/provider";
import { fieldsOf, parseLoose } from "../loose-json";
import { shownCount } from "../usage-reading";

type Fetch = typeof globalThis.fetch;
type Transform = Transformer<Uint8Array, Uint8Array>;

/** What a text holds in which a count may be no number: cheaper than parsing every answer once more. */
const SUSPECT =
  /oken(?:s|Count)"\s*:(?!\s*(?:-?\d|null\b))|"usage(?:Metadata)?"\s*:(?!\s*(?:\{|null\b))|(?:prompt|completion|output)_tokens"\s*:\s*null|\d[eE]\+?\d{3}/;
const COUNT = /_tokens$|TokenCount$|^tokenCount$/;
/** Counts that every report in which they stand must tell. */
const NEEDED = /^(?:prompt|completion|output)_tokens$/;
/** A report without a count in the words of all providers, as some of them must make one. */
const BLANK = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, input_tokens: 0, output_tokens: 0 };

/** Usage of which nothing is known. */
const UNKNOWN: LanguageModelV3Usage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};

/**
 * Reads along in what a provider answers the AI SDK, which refuses a whole answer for one count that is no number. A report of
 * usage that has such a count is emptied before, and the count noted. For one call.
 */
export class CountGuard {
  /** `onFault` is told what was reported that is no number, as the beginning of a sentence. */
  constructor(private readonly onFault: (fault: string) => void) {}

  private isUntrue = false;

  /** A `fetch` whose answers the AI SDK can read. */
  readonly guarded =
    (fetch: Fetch): Fetch =>
    async (input, init) => {
      const answer = await fetch(input, init);
      if (!answer.ok || answer.body === null) return answer;
      const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
      const body = answer.body.pipeThrough(new TransformStream(isStream ? this.lines() : this.whole()));
      return new Response(body, { status: answer.status, headers: [...answer.headers] });
    };

  /** What is known of usage: nothing once a report was emptied. */
  known(usage: LanguageModelV3Usage): LanguageModelV3Usage {
    return this.isUntrue ? UNKNOWN : usage;
  }

  private whole(): Transform {
    const pieces: Uint8Array[] = [];
    return {
      transform: (piece) => void pieces.push(piece),
      flush: (controller) => {
        const text = Buffer.concat(pieces).toString("utf8");
        controller.enqueue(Buffer.from(this.readable(text)));
      },
    };
  }

  private lines(): Transform {
    const decoder = new TextDecoder();
    let pending = "";
    return {
      transform: (piece, controller) => {
        pending += decoder.decode(piece, { stream: true });
        const end = pending.lastIndexOf("\n") + 1;
        if (end === 0) return;
        controller.enqueue(Buffer.from(this.readableLines(pending.slice(0, end))));
        pending = pending.slice(end);
      },
      flush: (controller) => controller.enqueue(Buffer.from(this.readableLines(pending + decoder.decode()))),
    };
  }

  private readableLines(text: string): string {
    if (!SUSPECT.test(text)) return text;
    return text.replace(/^data:([^\r\n]*)/gm, (_, data: string) => `data:${this.readable(data)}`);
  }

  private readable(text: string): string {
    if (!SUSPECT.test(text)) return text;
    try {
      const json = fieldsOf(parseLoose(text));
      // Anthropic's streams begin with a message that has a report of its own.
      const reports = [json, fieldsOf(json.message)].map((holder) => this.emptied(holder));
      return reports.includes(true) ? JSON.stringify(json) : text;
    } catch {
      // What is no JSON is refused by whoever reads it.
      return text;
    }
  }

  /** True when a report of usage was wrong and is empty now. */
  private emptied(holder: Record<string, unknown>): boolean {
    let isChanged = false;
    for (const name of ["usage", "usageMetadata"]) {
      const report = holder[name] ?? null;
      const wrong =
        report === null || typeof report === "object" ? wrongCount(report) : { name, value: report };
      if (wrong === null) continue;
      holder[name] = BLANK;
      isChanged = true;
      this.isUntrue = true;
      this.onFault(`The provider reported ${wrong.name} as ${shownCount(wrong.value)}`);
    }
    return isChanged;
  }
}

/** The first count within a report that is no number; null when all are. */
function wrongCount(report: unknown): { name: string; value: unknown } | null {
  for (const [name, value] of Object.entries(fieldsOf(report))) {
    const isCount = COUNT.test(name);
    const isAbsent = value === null && !NEEDED.test(name);
    if (isCount && !isAbsent && !Number.isFinite(value)) return { name, value };
    const within = isCount ? null : wrongCount(value);
    if (within !== null) return within;
  }
  return null;
}
