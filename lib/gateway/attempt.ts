import { AppError, toAppError } from "@/lib/core/errors";
import type { Departure } from "@/lib/providers/departure";
import type { ResolvedModel } from "@/lib/providers/directory";
import type { Provider, ProviderAnswer } from "@/lib/providers/provider";
import { speaks } from "@/lib/providers/speaks";
import { withHeaders } from "@/lib/providers/with-headers";
import type { Call } from "./call";
import { priceOf } from "./call-bounds";
import type { Route } from "./choose-route";
import { type Draft, GATE_FIELDS, rawMember } from "./draft";
import type { Edits } from "./formats/format";
import { quoted } from "./gate-of";
import { noteLost } from "./note-lost";
import { noteAttempt, timesCalled } from "./noted-attempts";
import { type OpenPlain, type OpenStream, openAnswer } from "./open-answer";
import { refusalOf } from "./provider-refusal";
import type { Ask } from "./read-ask";
import { editTopLevel } from "./top-level-json";
import { traceAttempt } from "./trace-attempt";
import { askTranslated } from "./translate/ask-translated";
import { CountGuard } from "./translate/count-guard";

/** What one try came to: an answer that has begun, and who gives it. */
export type Answered = { model: ResolvedModel; provider: Provider; opened: OpenStream | OpenPlain };

export type Attempting = {
  route: Route;
  ask: Ask;
  model: ResolvedModel;
  provider: Provider;
  departure: Departure;
  /** True while another model could still take over. */
  holds: boolean;
};

/** What is sent, with the headers of its place in a trace. */
type Sending = {
  body: Uint8Array;
  traced: Readonly<Record<string, string>> | undefined;
  onBegun: (status: number) => void;
};

/**
 * One try at one model, noted in the call's trail however it ends. The body goes through byte for byte, but for the model's
 * name, our own fields, what the gate sets and the usage option of a stream. Throws provider_* errors and client_closed.
 */
export async function attempt(call: Call, attempting: Attempting): Promise<Answered> {
  const { route, ask, model, provider, holds } = attempting;
  const { trail } = call;
  trail.model = model;
  trail.ownProviderKey = provider.isOwn;
  if (!provider.isOwn) trail.usedInstanceKey = true;
  trail.price = priceOf(call, route.prices, model);
  trail.usageFault = null;
  const before = call.elapsedMs();
  const noted = noteAttempt(trail, model, provider);
  call.capture?.hide(provider.secrets);
  try {
    if (trail.trial?.failsFirst === true && timesCalled(trail) === 1) throw simulated();
    const onBegun = (status: number) => {
      noted.status = status;
    };
    const body = bodyFor(call, attempting);
    const traced = call.trace === null ? undefined : traceAttempt(call.trace, provider, noted, before);
    const answer = await sendTo(call, attempting, { body, traced, onBegun });
    noted.status = answer.status;
    noted.providerRequestId = answer.providerRequestId;
    const refusal = refusalOf(answer, provider.secrets);
    if (refusal !== null) throw model === route.asked ? refusal : blameGate(refusal, route, model);
    const opened = await openAnswer(call, ask, answer, { holds, secrets: provider.secrets });
    return { model, provider, opened };
  } catch (error) {
    noted.error = toAppError(error).code;
    throw error;
  } finally {
    noted.latencyMs = Math.round(call.elapsedMs() - before);
  }
}

/** To a provider that answers in the client's format as it is, to another one through the AI SDK's chat. */
function sendTo(
  call: Call,
  attempting: Attempting,
  { body, traced, onBegun }: Sending,
): Promise<ProviderAnswer> {
  const { ask, model, provider, departure } = attempting;
  const { wire: format, passesHeaders } = call.format;
  if (speaks(provider.kind, format)) {
    return provider.send({
      format,
      model: model.providerModel,
      body,
      departure,
      onBegun,
      ...(passesHeaders === undefined && traced === undefined
        ? {}
        : { headers: { ...passedHeaders(call, passesHeaders ?? []), ...traced } }),
      ...(ask.draft.form === undefined ? {} : { contentType: ask.draft.form.contentType }),
    });
  }
  return translate(call, attempting, { body, traced });
}

async function translate(
  call: Call,
  attempting: Attempting,
  { body, traced }: Pick<Sending, "body" | "traced">,
): Promise<ProviderAnswer> {
  const { trail, format } = call;
  const { model, provider, departure } = attempting;
  const counts = new CountGuard((fault) => {
    trail.usageFault ??= fault;
  });
  const guarded = (send: typeof fetch) => counts.guarded(withHeaders(send, traced));
  return askTranslated(await provider.chatModel(model.providerModel, guarded), {
    format: format.wire === "messages" ? format.wire : "chat/completions",
    json: JSON.parse(Buffer.from(body).toString("utf8")),
    modelName: model.providerModel,
    providerLabel: provider.label,
    departure,
    counts,
    onLost: (answer) => noteLost(trail, format.readUsage(answer)),
  });
}

function passedHeaders(call: Call, names: readonly string[]): Record<string, string> {
  const given = names.map((name): [string, string | null] => [name, call.request.headers.get(name)]);
  return Object.fromEntries(given.filter((pair): pair is [string, string] => pair[1] !== null));
}

/** A model that its provider does not know is no fault of a request that named only the gate. */
function blameGate(refusal: AppError, { gate }: Route, model: ResolvedModel): AppError {
  if (refusal.code !== "model_not_found") return refusal;
  const message = `The gate "${gate.name}" runs the model ${quoted(model.id)}, which its provider does not know. It said: ${refusal.message}`;
  const { details = {} } = refusal;
  return new AppError("gate_model_unknown", message, { param: "gate_id", details });
}

function simulated(): AppError {
  const details = { simulated: true };
  return new AppError("provider_failed", "This failure was simulated; nobody was called.", { details });
}

function bodyFor(call: Call, { route, ask, model, provider: { kind } }: Attempting): Uint8Array {
  const { format, trail } = call;
  const draft = format.adapt?.(ask.draft, kind) ?? ask.draft;
  const edits: Edits = {};
  // Of equal names another reader may take the first one, so where a gate locks or a key limits anything, only the last goes on.
  if (route.gate.settings.allowOverrides !== true || call.trail.admission?.scope) {
    for (const name of repeatedNames(draft)) edits[name] = rawMember(draft, name);
  }
  for (const name of GATE_FIELDS) if (name in draft.json) edits[name] = undefined;
  // The same goes for a model, wherever it is named twice.
  const named = draft.scan.members.filter((member) => member.name === "model");
  if (named.length !== 1 || draft.json.model !== model.providerModel) {
    edits.model = JSON.stringify(model.providerModel);
  }
  const locked: string[] = [];
  if (route.gate.settings.taskType === format.taskType) {
    Object.assign(edits, format.gateEdits(draft, route.gate.settings, kind, locked));
  }
  if (route.outputLimit !== null) Object.assign(edits, format.limitOutput?.(route.outputLimit, kind));
  for (const name of locked) if (!trail.locked.includes(name)) trail.locked.push(name);
  Object.assign(edits, format.meterEdits(draft.json, ask));
  if (Object.keys(edits).length === 0) return draft.bytes;
  if (draft.form !== undefined) return draft.form.edited(edits);
  return Buffer.from(editTopLevel(draft.text, draft.scan, edits));
}

function repeatedNames({ scan: { members }, json, form }: Draft): string[] {
  if (form !== undefined || members.length === Object.keys(json).length) return [];
  const names = members.map(({ name }) => name);
  return names.filter((name, place) => names.indexOf(name) !== place);
}
