export type AnswerContent = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * A web-standard `Response` that also shows its content as it is. Whoever writes to a socket takes `content`
 * directly; building and draining a web stream for a small JSON answer costs more than the rest of the call.
 */
export class Answer extends Response {
  readonly content: AnswerContent;
  /** The headers as plain text, names in lower case. */
  readonly headerRecord: Readonly<Record<string, string>>;
  private whole: Response | undefined;

  constructor(content: AnswerContent, init: { status: number; headers: Record<string, string> }) {
    super(null, { status: init.status });
    this.content = content;
    this.headerRecord = init.headers;
  }

  override get headers(): Headers {
    return this.standard.headers;
  }

  override get body(): Response["body"] {
    return this.standard.body;
  }

  override get bodyUsed(): boolean {
    return this.whole?.bodyUsed ?? false;
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.standard.arrayBuffer();
  }

  override text(): Promise<string> {
    return this.standard.text();
  }

  override json(): Promise<unknown> {
    return this.standard.json();
  }

  override clone(): Response {
    return this.standard.clone();
  }

  /**
   * To be called when nobody will read the content. A stream is begun for that: a generator that never ran has
   * no end either, and its end is what closes the call's trail.
   */
  async abandon(): Promise<void> {
    await this.body?.cancel();
  }

  private get standard(): Response {
    this.whole ??= new Response(
      this.content instanceof Uint8Array ? Buffer.from(this.content) : streamOf(this.content),
      {
        status: this.status,
        headers: this.headerRecord,
      },
    );
    return this.whole;
  }
}

/** A web stream that asks for the next piece only when its reader wants one. */
function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  let begun = false;
  return new ReadableStream(
    {
      async pull(controller) {
        begun = true;
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        if (!begun) await iterator.next();
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
