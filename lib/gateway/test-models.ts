import type { GateSettings } from "@/lib/core/gate-settings";
import type { Admission } from "@/lib/keys/admission";
import type { GatewayDeps } from "./call";
import { chatCompletions } from "./formats/chat-completions";
import { tryGate } from "./try-gate";

/** How one model of a gate did. */
export type ModelTest = {
  model: string;
  success: boolean;
  /** Milliseconds. */
  latency: number;
  content?: string | null;
  error?: string;
};

/**
 * Sends the same messages to a gate's first model and, unless `quick`, to each of its fallbacks, all alone and at once. Each
 * is a call like any other, marked as a test. `admission` names the gate. Never throws; a model that fails says so.
 */
export async function testModels(
  request: Request,
  deps: GatewayDeps,
  test: { admission: Admission; settings: GateSettings; messages: unknown[]; quick: boolean },
): Promise<{ primary: ModelTest; fallback?: ModelTest[] }> {
  const { admission, settings, messages, quick } = test;
  const one = async (model: string): Promise<ModelTest> => {
    const alone: GateSettings = { ...settings, model, fallbackModels: [], routingStrategy: "single" };
    const gate = admission.gate === null ? null : { ...admission.gate, settings: alone };
    const { response, summary } = await tryGate(request, deps, chatCompletions, {
      failsFirst: false,
      admission: { ...admission, gate },
      body: { messages },
    });
    const answer: unknown = await response.json();
    const { latencyMs: latency, error } = summary();
    if (error !== null) return { model, success: false, latency, error: error.message };
    return { model, success: true, latency, content: contentOf(answer) };
  };
  const [primary, ...fallback] = await Promise.all(
    [settings.model, ...(quick ? [] : settings.fallbackModels)].map(one),
  );
  if (primary === undefined) throw new Error("a gate without a model");
  return quick || fallback.length === 0 ? { primary } : { primary, fallback };
}

function contentOf(answer: unknown): string | null {
  const { choices } = answer as { choices?: Array<{ message?: { content?: unknown } }> };
  const content = choices?.[0]?.message?.content;
  return typeof content === "string" ? content : null;
}
