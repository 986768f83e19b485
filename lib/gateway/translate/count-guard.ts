import type { LanguageModelV3Usage } from "@ai-sdk/provider";
import { fieldsOf, memberOf, parseLoose } from "../loose-json";
import { shownCount } from "../usage-reading";
import type { AnswerEnd } from "./answer-events";

type Fetch = typeof globalThis.fetch;
type Transform = Transformer<Uint8Array, Uint8Array>;

/** What a text holds in which a count may be no number: cheaper than parsing every answer once more. */
const NO_NUMBER =
  /oken(?:s|Count)"\s*:(?!\s*(?:-?\d|null\b))|"usage(?:Metadata)?"\s*:(?!\s*(?:\{|null\b))|(?:prompt|completion|output)_tokens"\s*:\s*null|\d[eE]\+?\d{3}/;
const COUNT = /_tokens$|TokenCount$|^tokenCount$/;
/** Counts that every report in which they stand must tell. */
const NEEDED = /^(?:prompt|completion|output)_tokens$/;
/** Counts of which no report tells only one; Anthropic's streams tell the second pair one by one. */
const PAIRS = [
  ["prompt_tokens", "completion_tokens"],
  ["input_tokens", "output_tokens"],
] as const;
/** A report without a count in the words of all providers, as some of them must make one. */
const BLANK = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, input_tokens: 0, output_tokens: 0 };

/** Where a text may name the service tier of an answer: in what a model says, the marks would stand behind backslashes. */
const TIER = /"service_?[tT]ier"\s*:\s*"[^"]*"/;

/** Usage of which nothing is known. */
const UNKNOWN: LanguageModelV3Usage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};

/**
 * Reads along in what a provider answers the AI SDK, which refuses a whole answer for one count that is no number, and takes one
 * that is missing for 0 or for a reason to refuse. Such a report of usage is emptied before, and what was wrong is noted. So is the
 * service tier, which hardly any package of the AI SDK hands on. For one call.
 */
export class CountGuard {
  /** `onFault` is told what was wrong with a report, as the beginning of a sentence. */
  constructor(private readonly onFault: (fault: string) => void) {}

  private isUntrue = false;
  /** The words that the tier was read from last: each piece of a stream may repeat them. */
  private tierText: string | null = null;
  private tier: string | null = null;

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

  /** The end of an answer with what is known of it: no usage once a report was emptied. */
  told(end: AnswerEnd): AnswerEnd {
    return { ...end, usage: this.isUntrue ? UNKNOWN : end.usage, tier: this.tier };
  }

  private whole(): Transform {
    const pieces: Uint8Array[] = [];
    return {
      transform: (piece) => void pieces.push(piece),
      flush: (controller) => {
        const text = Buffer.concat(pieces).toString("utf8");
        controller.enqueue(Buffer.from(this.readable(text, true)));
      },
    };
  }

  private lines(): Transform {
    const decoder = new TextDecoder();
    let pending = "";
    return {
      transform: (piece, controller) => {
        const text = decoder.decode(piece, { stream: true });
        const end = text.lastIndexOf("\n") + 1;
        if (end > 0) controller.enqueue(Buffer.from(this.readableLines(pending + text.slice(0, end))));
        pending = end > 0 ? text.slice(end) : pending + text;
      },
      flush: (controller) => controller.enqueue(Buffer.from(this.readableLines(pending + decoder.decode()))),
    };
  }

  private readableLines(text: string): string {
    return text.replace(/^data:([^\r\n]*)/gm, (_, data: string) => `data:${this.readable(data, false)}`);
  }

  private readable(text: string, isWhole: boolean): string {
    this.noteTier(text);
    if (!isSuspect(text, isWhole)) return text;
    try {
      const json = fieldsOf(parseLoose(text));
      // Anthropic's streams begin with a message that has a report of its own.
      const isStart = this.emptied(fieldsOf(json.message), false);
      return this.emptied(json, isWhole) || isStart ? JSON.stringify(json) : text;
    } catch {
      // What is no JSON is refused by whoever reads it.
      return text;
    }
  }

  private noteTier(text: string): void {
    const [words] = TIER.exec(text) ?? [];
    if (words === undefined || words === this.tierText) return;
    this.tierText = words;
    try {
      this.tier = tierIn(fieldsOf(parseLoose(text))) ?? this.tier;
    } catch {
      // What is no JSON is refused by whoever reads it.
    }
  }

  /** True when a report of usage was wrong, or is missing from a whole answer, and is empty now. */
  private emptied(holder: Record<string, unknown>, isWhole: boolean): boolean {
    const reports = ["usage", "usageMetadata"].filter((name) => (holder[name] ?? null) !== null);
    const wrong = reports.flatMap((name) => {
      const fault = reportFault(name, holder[name], isWhole);
      return fault === null ? [] : [{ name, fault }];
    });
    const isMissing = isWhole && reports.length === 0;
    if (wrong.length === 0 && !isMissing) return false;
    this.isUntrue = true;
    if (isMissing) holder.usage = BLANK;
    for (const { name, fault } of wrong) {
      holder[name] = BLANK;
      this.onFault(`The provider reported ${fault}`);
    }
    return true;
  }
}

/** The tier where OpenAI, Anthropic (whole and at the start of a stream) and Google tell it. */
function tierIn(answer: Record<string, unknown>): string | null {
  const ofAnthropic =
    memberOf(answer.usage, "service_tier") ?? memberOf(memberOf(answer.message, "usage"), "service_tier");
  const tier = answer.service_tier ?? ofAnthropic ?? memberOf(answer.usageMetadata, "serviceTier");
  return typeof tier === "string" ? tier : null;
}

function isSuspect(text: string, isWhole: boolean): boolean {
  const says = (name: string) => text.includes(`"${name}"`);
  const isHalf = pairsOf(isWhole).some(([one, other]) => says(one) !== says(other));
  return isHalf || NO_NUMBER.test(text) || (isWhole && !says("usage") && !says("usageMetadata"));
}

function pairsOf(isWhole: boolean) {
  return isWhole ? PAIRS : PAIRS.slice(0, 1);
}

/** What is wrong with a report, in the words that follow "reported"; null when nothing is. */
function reportFault(name: string, report: unknown, isWhole: boolean): string | null {
  if (typeof report !== "object" || report === null) return `${name} as ${shownCount(report)}`;
  for (const [one, other] of pairsOf(isWhole)) {
    if (one in report !== other in report) return `no ${one in report ? other : one}`;
  }
  return countFault(report);
}

/** The first count in an object or below that is no number. */
function countFault(report: unknown): string | null {
  for (const [name, value] of Object.entries(fieldsOf(report))) {
    const isCount = COUNT.test(name);
    const isAbsent = value === null && !NEEDED.test(name);
    if (isCount && !isAbsent && !Number.isFinite(value)) return `${name} as ${shownCount(value)}`;
    const within = isCount ? null : countFault(value);
    if (within !== null) return within;
  }
  return null;
}
