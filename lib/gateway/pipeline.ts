import { authenticate } from "./authenticate";
import { type GatewayDeps, openCall } from "./call";
import { callProvider } from "./call-provider";
import { chooseRoute } from "./choose-route";
import { deliver } from "./deliver";
import { readAsk } from "./read-ask";
import { refuse } from "./refuse";

/**
 * A chat completion from beginning to end, in OpenAI's protocol. Reads from top to bottom: each step takes what
 * only the one before it can make, and any of them may throw an `AppError`. Never throws itself.
 */
export async function runGateway(request: Request, deps: GatewayDeps): Promise<Response> {
  const call = openCall(request, deps, "chat/completions");
  try {
    const caller = await authenticate(call); //             401  whose key is this?
    const ask = readAsk(call, caller); //                   400  what does it want?
    const route = await chooseRoute(call, caller, ask); //  404  which model answers?
    const answer = await callProvider(call, route, ask); // 502  what does its provider say?
    return await deliver(call, route, ask, answer);
  } catch (error) {
    return refuse(call, error);
  }
}
