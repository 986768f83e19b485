import type { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { AppError } from "@/lib/core/errors";
import { newId, type RequestId } from "@/lib/core/ids";
import { Answer } from "@/lib/gateway/answer";
import { answerHeaders } from "@/lib/gateway/answer-headers";
import { apiErrorResponse } from "./api-error";
import { authenticateKey, type KeyCtx } from "./authenticate-key";
import type { ErrorShape, Operation } from "./operation";
import { readJson } from "./read-json";

/** What a route file gets beside the request, as Next passes it. */
export type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };
export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

type Shape = z.ZodObject | undefined;
type Output<S> = S extends z.ZodType ? z.output<S> : undefined;
type Body = z.ZodType | undefined;

/**
 * What `run` returns: `body` is sent as JSON, `text` and `pieces` as they are with the `content-type` among the headers. `pieces`
 * are for what may be longer than memory, and are asked for as the client reads. An answer with none of them is empty.
 */
export type EndpointAnswer = {
  status: number;
  body?: unknown;
  text?: string;
  pieces?: AsyncIterable<Uint8Array>;
  headers?: Record<string, string>;
};

type EndpointInput<P, Q, H, B> = { params: Output<P>; query: Output<Q>; headers: Output<H>; body: Output<B> };

type Definition<A extends boolean, P extends Shape, Q extends Shape, H extends Shape, B extends Body> = Omit<
  Operation,
  "auth" | "params" | "query" | "headers" | "body"
> & {
  auth: A;
  params?: P;
  query?: Q;
  headers?: H;
  body?: B;
  /** `request` is for who it came from; what it says is in `input`. */
  run(
    ctx: A extends true ? KeyCtx : null,
    input: EndpointInput<P, Q, H, B>,
    request: Request,
  ): Promise<EndpointAnswer>;
};

export type Endpoint = { operation: Operation; handler: RouteHandler };

/**
 * Makes an endpoint of the public API: a web-standard handler and the description it is documented by. The handler checks
 * the key, then path, query, headers and body against their schemas, and answers every error in the shape its clients read. A
 * path parameter that does not fit is answered like an unknown id.
 */
export function defineEndpoint<
  A extends boolean,
  P extends Shape = undefined,
  Q extends Shape = undefined,
  H extends Shape = undefined,
  B extends Body = undefined,
>(definition: Definition<A, P, Q, H, B>): Endpoint {
  const { run, ...operation } = definition;
  const handler: RouteHandler = (request, context) =>
    answering(operation.errorShape, async (headers) => {
      const ctx = (
        operation.auth ? await authenticateKey(request, operation, headers) : null
      ) as A extends true ? KeyCtx : null;
      const { body, bodyIsRaw } = operation;
      const checked = bodyIsRaw === true ? { ...operation, body: undefined } : { ...operation, body };
      return run(ctx, await inputOf(checked, request, context), request);
    });
  return { operation, handler };
}

/** The exports of a route file: its endpoints by method, HEAD and OPTIONS, and 405 with `Allow` for all others. */
export function routeOf(endpoints: Endpoint[]): Record<(typeof METHODS)[number], RouteHandler> {
  const byMethod = new Map(endpoints.map(({ operation, handler }) => [operation.method as string, handler]));
  const shape = endpoints[0]?.operation.errorShape;
  const get = byMethod.get("GET");
  if (get !== undefined) byMethod.set("HEAD", async (...args) => withoutBody(await get(...args)));
  const allow = [...byMethod.keys(), "OPTIONS"].sort().join(", ");
  byMethod.set("OPTIONS", () => answering(shape, async () => ({ status: 204, headers: { allow } })));
  const refuse: RouteHandler = (request) =>
    answering(shape, async () => {
      throw new AppError("method_not_allowed", `${request.method} is not allowed here. Allowed: ${allow}.`, {
        details: { allow },
      });
    });
  const handlers = METHODS.map((method) => [method, byMethod.get(method) ?? refuse]);
  return Object.fromEntries(handlers) as Record<(typeof METHODS)[number], RouteHandler>;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** `run` may put headers into those it is given: they are sent whether it returns or throws. */
async function answering(
  shape: ErrorShape | undefined,
  run: (headers: Record<string, string>) => Promise<EndpointAnswer>,
): Promise<Response> {
  const requestId = newId<RequestId>();
  const always: Record<string, string> = answerHeaders(requestId);
  try {
    const { status, body, text, pieces, headers } = await run(always);
    const common = { ...always, ...headers };
    if (pieces !== undefined) return new Answer(pieces, { status, headers: common });
    if (body === undefined) return new Response(text ?? null, { status, headers: common });
    return Response.json(body, { status, headers: common });
  } catch (thrown) {
    return apiErrorResponse(thrown, requestId, shape ?? "native", always);
  }
}

async function inputOf<P extends Shape, Q extends Shape, H extends Shape, B extends Body>(
  { params, query, headers, body }: { params?: P; query?: Q; headers?: H; body?: B },
  request: Request,
  context: RouteContext,
): Promise<EndpointInput<P, Q, H, B>> {
  return {
    params: params && checkParams(params, await context.params),
    query: query && checkInput(query, queryOf(request), "query"),
    headers: headers && checkInput(headers, headersOf(headers, request), "header"),
    body: body && checkInput(body, await readJson(request), "body"),
  } as EndpointInput<P, Q, H, B>;
}

function checkParams(schema: z.ZodObject, params: Record<string, unknown>): unknown {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  throw new AppError("not_found", "There is nothing with this id in your account.");
}

function queryOf(request: Request): Record<string, string> {
  const { searchParams } = new URL(request.url);
  const names = [...searchParams.keys()];
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new AppError("invalid_field", "A query parameter is given twice.");
  return Object.fromEntries(searchParams);
}

function headersOf(schema: z.ZodObject, request: Request): Record<string, string> {
  const names = Object.keys(schema.shape);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = request.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** The same answer for HEAD: no body, and the length that it would have, where that is known before all of it is made. */
async function withoutBody(response: Response): Promise<Response> {
  if (response instanceof Answer && !(response.content instanceof Uint8Array)) {
    await response.abandon();
    return new Response(null, { status: response.status, headers: response.headerRecord });
  }
  const { byteLength } = await response.arrayBuffer();
  const { status, headers } = response;
  return new Response(null, {
    status,
    headers: { ...Object.fromEntries(headers), "content-length": `${byteLength}` },
  });
}
