import type { ModelTask } from "@/lib/models/contract";

/** What a description asks for, and the words of it that say so; null when it says nothing special and is taken for chat. */
export type DescribedTask = { taskType: ModelTask; words: string | null };

const MAKE = "(creat|generat|mak|draw|paint|render|design|produc)\\w*";

// Read from top to bottom; the first that fits decides. English words only.
const RULES: ReadonlyArray<readonly [ModelTask, RegExp]> = [
  ["embeddings", /\bembed\w*|\bvector (search|store|database)\b|\bsemantic (search|similarity)\b/i],
  ["moderation", /\bmoderat\w*|\b(toxic|harmful|abusive) (content|comments?|messages?|text)\b/i],
  [
    "ocr",
    /\bocr\b|\b(read|extract|recogni[sz]e)\w* (the )?text (from|in|of|out of)\b.{0,40}\b(scan|image|photo|pdf|picture)\w*|\bscanned\b/i,
  ],
  ["stt", /\btranscri\w*|\bspeech[- ]to[- ]text\b|\bdictation\b|\bsubtitles?\b/i],
  ["tts", /\btext[- ]to[- ]speech\b|\bread\w* aloud\b|\bvoice[- ]?overs?\b|\bnarrat\w*|\bspoken audio\b/i],
  [
    "video",
    new RegExp(`\\b${MAKE} .{0,40}\\b(videos?|film clips?|animations?)\\b|\\btext[- ]to[- ]video\\b`, "i"),
  ],
  [
    "image",
    new RegExp(
      `\\b${MAKE} .{0,40}\\b(images?|pictures?|photos?|logos?|illustrations?|icons?|artwork)\\b|\\btext[- ]to[- ]image\\b`,
      "i",
    ),
  ],
  ["audio", /\bvoice (assistant|agent|chat|call)s?\b|\breal[- ]?time (voice|speech|audio)\b/i],
];

/** The task that a description is about, by plain rules over its words. */
export function taskOfDescription(description: string): DescribedTask {
  for (const [taskType, rule] of RULES) {
    const words = rule.exec(description)?.[0];
    if (words !== undefined) return { taskType, words };
  }
  return { taskType: "chat", words: null };
}
