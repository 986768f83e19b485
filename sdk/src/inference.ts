import { chatStream } from "./chat-stream";
import type { LayerResponse, LayerResponseChunk } from "./inference-answers";
import type {
  ChatRequest,
  CompletionRequest,
  CompletionResponse,
  EmbeddingsRequest,
  ImageGenerationRequest,
  LayerRequestInput,
  OCRRequest,
  TaskRequest,
  TextToSpeechRequest,
  VideoGenerationRequest,
} from "./inference-types";
import type { Answer, CallOptions, RequestOptions } from "./request-options";
import type { Transport } from "./transport";

/** Calls of models, and any other call by its path. */
export class Inference {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The address of the instance, without a path. */
  get baseUrl(): string {
    return this.#transport.baseUrl;
  }

  /** Any call by its path; answers with the data. Throws `LayerError`s. */
  async request<T>(options: RequestOptions): Promise<T> {
    return (await this.#transport.send<T>(options)).data;
  }

  /** The same with status, headers and request id of the answer. */
  send<T>(options: RequestOptions): Promise<Answer<T>> {
    return this.#transport.send<T>(options);
  }

  /** The data of each event of any call that answers with server-sent events. */
  events(options: RequestOptions): AsyncGenerator<string> {
    return this.#transport.events(options);
  }

  /** A chat. Throws `LayerError`s, as every method does. */
  chat(request: TaskRequest<ChatRequest>, options?: CallOptions): Promise<LayerResponse> {
    return this.#call("/v3/chat", request, options);
  }

  /** A chat piece by piece; the last piece brings usage and cost. Leave the loop to end the call. */
  async *chatStream(
    request: TaskRequest<ChatRequest>,
    options?: CallOptions,
  ): AsyncGenerator<LayerResponseChunk, void> {
    const body = { ...request, data: { ...request.data, stream: true } };
    const events = this.#transport.events({ ...callOf("/v3/chat", body), ...options });
    yield* chatStream<LayerResponseChunk>(events, this.baseUrl);
  }

  image(request: TaskRequest<ImageGenerationRequest>, options?: CallOptions): Promise<LayerResponse> {
    return this.#call("/v3/image", request, options);
  }

  video(request: TaskRequest<VideoGenerationRequest>, options?: CallOptions): Promise<LayerResponse> {
    return this.#call("/v3/video", request, options);
  }

  embeddings(request: TaskRequest<EmbeddingsRequest>, options?: CallOptions): Promise<LayerResponse> {
    return this.#call("/v3/embeddings", request, options);
  }

  tts(request: TaskRequest<TextToSpeechRequest>, options?: CallOptions): Promise<LayerResponse> {
    return this.#call("/v3/tts", request, options);
  }

  ocr(request: TaskRequest<OCRRequest>, options?: CallOptions): Promise<LayerResponse> {
    return this.#call("/v3/ocr", request, options);
  }

  /** Any task through one door: what is asked stands in `data`, or flat as in the first SDK. */
  complete(request: LayerRequestInput, options?: CallOptions): Promise<LayerResponse>;
  complete(request: CompletionRequest, options?: CallOptions): Promise<CompletionResponse>;
  complete(request: LayerRequestInput | CompletionRequest, options?: CallOptions): Promise<unknown> {
    return this.#call("data" in request ? "/v2/complete" : "/v1/complete", request, options);
  }

  #call<T>(path: string, body: object, options: CallOptions | undefined): Promise<T> {
    return this.request<T>({ ...callOf(path, body), ...options });
  }
}

/** As all clients of models do, a call that broke is tried again. */
function callOf(path: string, body: object): RequestOptions {
  return { method: "POST", path, body, repeatable: true };
}
