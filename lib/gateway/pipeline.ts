import { authenticate, type Caller } from "./authenticate";
import { type Call, type GatewayDeps, openCall } from "./call";
import { callProvider } from "./call-provider";
import { chooseRoute } from "./choose-route";
import { deliver } from "./deliver";
import type { ClientFormat } from "./formats/format";
import { holdToScope } from "./hold-to-scope";
import { readAsk } from "./read-ask";
import { refuse } from "./refuse";
import { reserve } from "./reserve";
import { takeAllowance } from "./take-allowance";
import { takeTokens } from "./take-tokens";

/** A call of a client, in the client's format. Reads from top to bottom; any step may throw an `AppError`. Never throws itself. */
export async function runGateway(
  request: Request,
  deps: GatewayDeps,
  format: ClientFormat,
): Promise<Response> {
  const call = openCall(request, deps, format);
  try {
    return await answer(call, await authenticate(call)); // 401  whose key is this?
  } catch (error) {
    return refuse(call, error);
  }
}

/** What follows once somebody has been let in, for a call of a client and for the trial of a gate alike. */
export async function answer(call: Call, caller: Caller): Promise<Response> {
  await takeAllowance(call, caller); //                   429  may it call right now?
  const ask = readAsk(call, caller); //                   400  what does it want?
  const chosen = await chooseRoute(call, caller, ask); // 404  which models, in which order?
  const route = holdToScope(call, caller, ask, chosen); //403  may this key have them?
  await takeTokens(call, ask); //                         429  may it use that many tokens now?
  await reserve(call, caller, route, ask); //             402  is there money for the worst case?
  const first = await callProvider(call, route, ask); //  502  what does the first one say that answers?
  return deliver(call, route, first);
}
